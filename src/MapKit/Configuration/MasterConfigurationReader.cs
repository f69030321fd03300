using MapKit.Diagnostics;
using MapKit.Postfix;
using MapKit.Source;

namespace MapKit.Configuration;

/// <summary>Reads master.cf as master(8) does, and refuses the same lines in the same order and with the same messages.</summary>
internal sealed class MasterConfigurationReader
{
    private const int TypeField = 1;
    private const int PrivateField = 2;
    private const int WakeupField = 5;
    private const int CommandField = 7;
    private const string Default = "-";

    /// <summary>The fields, with master(8)'s names.</summary>
    internal static readonly string[] FieldNames =
        ["service", "transport type", "private", "unprivileged", "chroot", "wakeup_time", "max_proc", "command"];

    private static readonly string[] Types = ["inet", "unix", "unix-dgram", "fifo", "pass"];

    private readonly string _path;
    private readonly string _shownPath;
    private readonly MainConfigurationOptions _options;

    /// <summary>Creates a reader.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">The version and where warnings go.</param>
    public MasterConfigurationReader(string path, MainConfigurationOptions options)
    {
        _path = path;
        _shownPath = ByteText.FromText(path);
        _options = options;
    }

    /// <summary>Reads all services.</summary>
    /// <exception cref="ConfigurationException">A line is no service.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public List<MasterService> Read(Stream stream)
    {
        var services = new List<MasterService>();
        using var lines = new LogicalLineReader(stream);
        while (lines.Read(out var line))
        {
            if (line.SawNul && VersionDifferences.In(_options.Version).WarnsOfNulBytes) _options.Warnings.Report(LineFindings.OfNul(line, _path, _shownPath));
            if (line.StartsWithSpace) _options.Warnings.Report(LineFindings.OfLeadingSpace(line, _path, _shownPath));
            else services.Add(ReadService(line));
        }

        return services;
    }

    private MasterService ReadService(LogicalLine line)
    {
        var text = line.Text;
        var end = text.IndexOf((byte)0);
        if (end >= 0) text = text[..end];

        var rest = text;
        var fields = new List<MasterField>();
        for (var index = 0; index < FieldNames.Length; index++)
        {
            var field = TakeField(ref rest);
            Check(line, index, ByteText.FromBytes(field), fields);
            fields.Add(new MasterField(ByteText.ToText(ByteText.FromBytes(field)), line.PlaceOf(OffsetOf(text, field), field.Length)));
        }

        var arguments = new List<MasterArgument>();
        var options = new ServiceOptions(_path, _options.Warnings);
        while (BracedText.TryTakeWord(ref rest, out var argument, commaSeparates: false))
        {
            var value = argument;
            if (argument[0] == '{' && BracedText.Unwrap(argument, out value) is { } error) throw Refuse(line, error);
            var start = OffsetOf(text, argument);
            options.See(line, start, argument, value.IsEmpty ? start : OffsetOf(text, value), value);
            arguments.Add(new MasterArgument(
                ByteText.ToText(ByteText.FromBytes(argument)), ByteText.ToText(ByteText.FromBytes(value)), line.PlaceOf(start, argument.Length)));
        }

        return new MasterService(fields, arguments, options.Settings);
    }

    private void Check(LogicalLine line, int index, string field, List<MasterField> before)
    {
        var name = FieldNames[index];
        if (field.Length == 0) throw Refuse(line, $"missing \"{name}\" field");
        if (index == 0) return;
        if (field == Default)
        {
            if (index is TypeField or CommandField) throw Refuse(line, $"field \"{name}\" has no default value");
        }
        else if (index == TypeField)
        {
            if (!Types.Contains(field)) throw Refuse(line, $"bad transport type: {field}");
        }
        else if (index < WakeupField ? field is not ("y" or "n") : index < CommandField && !char.IsAsciiDigit(field[0]))
        {
            throw Refuse(line, $"field \"{name}\": bad value: \"{field}\"");
        }

        if (index == PrivateField && before[TypeField].Text == "inet" && field != "n") throw Refuse(line, "inet service cannot be private");
    }

    private ConfigurationException Refuse(LogicalLine line, string error) => new($"{_shownPath}: line {line.FirstLine}: {error}") { Place = line.Place, Path = _shownPath };

    private static ReadOnlySpan<byte> TakeField(ref ReadOnlySpan<byte> rest)
    {
        var start = 0;
        while (start < rest.Length && AsciiSpace.IsTokenSeparator(rest[start])) start++;
        var end = start;
        while (end < rest.Length && !AsciiSpace.IsTokenSeparator(rest[end])) end++;
        var field = rest[start..end];
        rest = rest[Math.Min(end + 1, rest.Length)..];
        return field;
    }

    private static int OffsetOf(ReadOnlySpan<byte> text, ReadOnlySpan<byte> part) => text.Overlaps(part, out var offset) ? offset : text.Length;
}
