using MapKit.Platform;
using MapKit.Postfix;

namespace MapKit.Maps;

/// <summary>
/// What Postfix does with maps of one type, and what it and the library of the type say after <c>fatal: </c>
/// (docs/formats/postmap-command.md#duplicate-keys and docs/formats/postmap-messages.md#messages-and-exit-status). Names are those
/// of tables, without suffix.
/// </summary>
internal abstract class PostfixBehaviour
{
    private readonly string _suffix;

    /// <summary>Creates the behaviour of one type.</summary>
    /// <param name="suffix">The suffix of the map file.</param>
    internal PostfixBehaviour(string suffix) => _suffix = suffix;

    /// <summary>Whether a map can be built in place of an empty file only, which Postfix removes with a warning.</summary>
    public virtual bool RemovesEmptyFile => false;

    /// <summary>Whether a missing map is made even where records are only to be deleted.</summary>
    public virtual bool MakesMissingMap => false;

    /// <summary>Whether the map is opened and locked before the library opens it, so that a failure names the file alone.</summary>
    public virtual bool LocksFileFirst => false;

    /// <summary>Whether a map that is rebuilt keeps its owner and mode. If not, Postfix makes a new file.</summary>
    public virtual bool KeepsOwnerAndMode => true;

    /// <summary>
    /// What is said of a file in place of a map to be built, if that is not a map of the type; null if such a file is overwritten.
    /// </summary>
    public virtual string? ForeignFileReason => null;

    /// <summary>The library's reason for refusing a key that is too short or too long.</summary>
    public virtual string KeyLengthReason => SystemWords.InvalidArgument;

    /// <summary>The map file of a table.</summary>
    /// <param name="name">The name of the map.</param>
    public string PathOf(string name) => name + _suffix;

    /// <summary>The name of an open table: <c>postmap -v</c> shows it.</summary>
    /// <param name="name">The name of the map.</param>
    public virtual string TableName(string name) => PathOf(name);

    /// <summary>How messages name a map that is read or changed.</summary>
    /// <param name="name">The name of the map.</param>
    public virtual string NameInMessages(string name) => PathOf(name);

    /// <summary>How warnings of duplicate keys name a map that is built.</summary>
    /// <param name="name">The name of the map.</param>
    public virtual string NameInBuildWarnings(string name) => NameInMessages(name);

    /// <summary>Whether a Postfix can list the records of a map.</summary>
    /// <param name="version">The Postfix that is followed.</param>
    public virtual bool CanList(PostfixVersion version) => true;

    /// <summary>What Postfix says when single records are to be changed; null if it changes them.</summary>
    /// <param name="version">The Postfix that is followed.</param>
    public virtual string? RefusalToChange(PostfixVersion version) => null;

    /// <summary>The reason that the library gives for a map of another version of its format; null if it is given none of its own.</summary>
    /// <param name="lost">What a rewrite of the map would lose.</param>
    public virtual string? OtherVersionReason(string lost) => null;

    /// <summary>What is said of a folder in place of the map.</summary>
    /// <param name="path">The path, as messages show it.</param>
    public virtual string FolderInPlaceOfMap(string path) => $"open database {path}: {SystemWords.IsDirectory}";

    /// <summary>What is said of a file that is not a map of this type, or a damaged one. Of a damaged one MapKit adds where.</summary>
    /// <param name="file">The file.</param>
    /// <param name="print">Takes a line that the library prints by itself.</param>
    internal abstract string NotAMap(in RefusedFile file, Action<string> print);

    /// <summary>A map cannot be opened to read it or to delete records.</summary>
    /// <param name="name">The name of the map.</param>
    /// <param name="reason">Why.</param>
    public string CannotOpen(string name, string reason) => $"open database {BuiltFileOf(name)}: {reason}";

    /// <summary>A map cannot be opened to build it or to put records into it.</summary>
    /// <param name="name">The name of the map.</param>
    /// <param name="cause">Why.</param>
    public string CannotOpenToWrite(string name, Exception cause)
    {
        var isLocked = LocksFileFirst && Path.Exists(PathOf(name));
        return $"open {(isLocked ? "" : "database ")}{BuiltFileOf(name)}: {ReasonOf(cause)}";
    }

    /// <summary>The system's words for a failure of a file, as <c>%m</c> gives them.</summary>
    /// <param name="cause">The failure.</param>
    public static string ReasonOf(Exception cause) => FileFailure.ReasonOf(cause);

    /// <summary>A record cannot be written.</summary>
    /// <param name="name">The name of the map.</param>
    /// <param name="reason">Why.</param>
    public virtual string CannotPut(string name, string reason) => $"error writing {BuiltFileOf(name)}: {reason}";

    /// <summary>A record cannot be deleted.</summary>
    /// <param name="name">The name of the map.</param>
    /// <param name="reason">Why.</param>
    public virtual string CannotDelete(string name, string reason) => $"error deleting from {BuiltFileOf(name)}: {reason}";

    /// <summary>The file in which Postfix builds the map.</summary>
    /// <param name="name">The name of the map.</param>
    protected virtual string BuiltFileOf(string name) => PathOf(name);

    /// <summary>A file that cannot be opened as a map of the type.</summary>
    /// <param name="Path">The file.</param>
    /// <param name="Shown">Its path, as messages show it.</param>
    /// <param name="Start">Its first <see cref="MapFile.RecognisedBy"/> bytes, or all if there are fewer.</param>
    /// <param name="Length">Its size in bytes.</param>
    /// <param name="Damage">Why it cannot be read, or null for a sound map of another type.</param>
    internal readonly record struct RefusedFile(string Path, string Shown, ReadOnlyMemory<byte> Start, long Length, MapFormatException? Damage);
}
