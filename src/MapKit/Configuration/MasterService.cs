using MapKit.Source;

namespace MapKit.Configuration;

/// <summary>One service of master.cf: a logical line (docs/formats/configuration.md#syntax-of-mastercf).</summary>
public sealed class MasterService
{
    internal MasterService(IReadOnlyList<MasterField> fields, IReadOnlyList<MasterArgument> arguments, IReadOnlyList<Setting> overrides)
    {
        Fields = fields;
        Arguments = arguments;
        Overrides = overrides;
    }

    /// <summary>The eight fields before the arguments, in order.</summary>
    public IReadOnlyList<MasterField> Fields { get; }

    /// <summary>The name: for <c>inet</c> the port, optionally after a host and a colon.</summary>
    public MasterField Name => Fields[0];

    /// <summary><c>inet</c>, <c>unix</c>, <c>unix-dgram</c>, <c>fifo</c> or <c>pass</c>.</summary>
    public MasterField Type => Fields[1];

    /// <summary>Whether only Postfix may connect: <c>y</c>, <c>n</c> or <c>-</c>.</summary>
    public MasterField Private => Fields[2];

    /// <summary>Whether it runs without root's rights: <c>y</c>, <c>n</c> or <c>-</c>.</summary>
    public MasterField Unprivileged => Fields[3];

    /// <summary>Whether it runs in the queue's folder: <c>y</c>, <c>n</c> or <c>-</c>.</summary>
    public MasterField Chroot => Fields[4];

    /// <summary>The wake-up interval in seconds, optionally with <c>?</c>, or <c>-</c>.</summary>
    public MasterField Wakeup => Fields[5];

    /// <summary>Maximum number of processes, or <c>-</c>.</summary>
    public MasterField ProcessLimit => Fields[6];

    /// <summary>The program, relative to <c>$daemon_directory</c>.</summary>
    public MasterField Command => Fields[7];

    /// <summary>The arguments of the program, the options <c>-o</c> among them.</summary>
    public IReadOnlyList<MasterArgument> Arguments { get; }

    /// <summary>The parameters that its options <c>-o</c> set, in order; for duplicates the last applies.</summary>
    public IReadOnlyList<Setting> Overrides { get; }

    /// <summary>The program without its folder: <c>$process_name</c>.</summary>
    public string ProcessName => Command.Text[(Command.Text.LastIndexOf('/') + 1)..];

    /// <summary>Name and type as <c>postconf -M</c> takes them: <c>smtp/inet</c>.</summary>
    public override string ToString() => $"{Name.Text}/{Type.Text}";
}

/// <summary>One field of a service in master.cf.</summary>
/// <param name="Text">As written; <c>-</c> is the default.</param>
/// <param name="Place">Where it is.</param>
public sealed record MasterField(string Text, SourcePlace Place)
{
    /// <summary>The text.</summary>
    public override string ToString() => Text;
}

/// <summary>One argument of a service's command in master.cf.</summary>
/// <param name="Text">As written, with the braces of <c>{ text with spaces }</c>.</param>
/// <param name="Value">The text that the program receives: without the braces and the whitespace inside them.</param>
/// <param name="Place">Its place; for several lines the part on the first.</param>
public sealed record MasterArgument(string Text, string Value, SourcePlace Place)
{
    /// <summary>The text that the program receives.</summary>
    public override string ToString() => Value;
}
