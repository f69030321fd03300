using MapKit.Postfix;

namespace MapKit.Configuration.Parameters;

/// <summary>A parameter of Postfix as a version reads it: a row of <c>Parameters.txt</c> (docs/formats/parameters.md#the-catalogue).</summary>
/// <param name="Name">The name.</param>
/// <param name="Kind">What its value is.</param>
/// <param name="Words">For <see cref="ParameterKind.Word"/> and <see cref="ParameterKind.Words"/> the name of the set; otherwise null.</param>
/// <param name="Unit">For <see cref="ParameterKind.Time"/> the unit of a number without one; otherwise NUL.</param>
/// <param name="Minimum">Smallest value, or fewest bytes of a text; 0 for no limit.</param>
/// <param name="Maximum">Largest value, or most bytes of a text; 0 for no limit.</param>
/// <param name="Programs">The programs that read it; <see cref="EveryProgram"/> alone if each does.</param>
/// <param name="IsRaw">Whether Postfix leaves macros in the value alone as it starts.</param>
/// <param name="Since">The first release with it, such as <c>2.3</c>.</param>
/// <param name="Until">The last release with it; empty if the newest has it.</param>
/// <param name="Successor">The parameter that Postfix 3.12 names as its replacement; empty if there is none to name, null if it is not deprecated.</param>
internal sealed record Parameter(
    string Name, ParameterKind Kind, string? Words, char Unit, long Minimum, long Maximum, IReadOnlyList<string> Programs, bool IsRaw, string Since, string Until, string? Successor)
{
    /// <summary>In <see cref="Programs"/>: every program of Postfix reads it as it starts.</summary>
    public const string EveryProgram = "*";

    /// <summary>In <see cref="Programs"/>: the programs that use TLS read it once TLS is turned on.</summary>
    public const string TlsPrograms = "tls";

    /// <summary>Whether every program reads it.</summary>
    public bool IsReadByEveryProgram => Programs is [EveryProgram];

    /// <summary>Whether a version of Postfix reads it.</summary>
    /// <param name="version">The version.</param>
    public bool IsReadBy(PostfixVersion version) =>
        Kind is not (ParameterKind.Legacy or ParameterKind.Removed) && (Kind == ParameterKind.ReadOnly || ParameterCatalogue.HasDefault(Name, version));
}

/// <summary>What the value of a parameter is.</summary>
internal enum ParameterKind
{
    /// <summary>Free text.</summary>
    Text,

    /// <summary><c>yes</c> or <c>no</c>.</summary>
    Boolean,

    /// <summary>A number of 32 bits.</summary>
    Integer,

    /// <summary>A number of bytes, of 64 bits.</summary>
    Size,

    /// <summary>A time: a number and a unit.</summary>
    Time,

    /// <summary>One word of a set.</summary>
    Word,

    /// <summary>Words of a set.</summary>
    Words,

    /// <summary>Tables, each <c>type:name</c>.</summary>
    Tables,

    /// <summary>A list that names or addresses are matched with.</summary>
    Matches,

    /// <summary>Restrictions of smtpd(8).</summary>
    Restrictions,

    /// <summary>Names of parameters whose values are restrictions.</summary>
    Classes,

    /// <summary>A mail address.</summary>
    Address,

    /// <summary>A delivery: a transport, perhaps with a next hop.</summary>
    Transport,

    /// <summary>Next hops.</summary>
    Hosts,

    /// <summary>The name of a host or domain.</summary>
    HostName,

    /// <summary>Network addresses.</summary>
    IpAddress,

    /// <summary>Network interfaces, by address or name.</summary>
    Interfaces,

    /// <summary>A TCP port or service name.</summary>
    Port,

    /// <summary>Names of TCP ports.</summary>
    Ports,

    /// <summary>A server: host and port, or a socket.</summary>
    EndPoint,

    /// <summary>Servers, such as milters.</summary>
    EndPoints,

    /// <summary>A file, or files.</summary>
    Path,

    /// <summary>A folder.</summary>
    Directory,

    /// <summary>A command of the shell.</summary>
    Command,

    /// <summary>A service of master.cf.</summary>
    Service,

    /// <summary>The name of a user of the system.</summary>
    Account,

    /// <summary>The name of a group of the system.</summary>
    Group,

    /// <summary>Characters that separate parts of an address.</summary>
    Delimiters,

    /// <summary>Names of any kind.</summary>
    Names,

    /// <summary>Variables of the environment.</summary>
    Environment,

    /// <summary>A type of table.</summary>
    TableType,

    /// <summary>A number, perhaps divided by another or by the concurrency.</summary>
    Feedback,

    /// <summary>A compatibility level.</summary>
    Level,

    /// <summary>Set by the programs themselves.</summary>
    ReadOnly,

    /// <summary>An old name that the default of another parameter names, so that it still has an effect.</summary>
    Legacy,

    /// <summary>A parameter that an earlier release had.</summary>
    Removed,
}
