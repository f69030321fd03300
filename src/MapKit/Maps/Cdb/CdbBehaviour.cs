using MapKit.Platform;
using MapKit.Postfix;

namespace MapKit.Maps.Cdb;

/// <summary>The behaviour and messages of Postfix and its cdb library for cdb maps.</summary>
/// <param name="suffix">The suffix of the map file.</param>
internal sealed class CdbBehaviour(string suffix) : PostfixBehaviour(suffix)
{
    /// <inheritdoc/>
    public override bool KeepsOwnerAndMode => false;

    /// <inheritdoc/>
    public override string NameInBuildWarnings(string name) => name;

    /// <inheritdoc/>
    public override bool CanList(PostfixVersion version) => VersionDifferences.In(version).CdbCanBeListed;

    /// <inheritdoc/>
    public override string? RefusalToChange(PostfixVersion version) => VersionDifferences.In(version).CdbCannotBeChanged;

    /// <inheritdoc/>
    public override string FolderInPlaceOfMap(string path) => $"dict_cdbq_open: unable to init {path}: {SystemWords.NoSuchDevice}";

    /// <inheritdoc/>
    internal override string NotAMap(in RefusedFile file, Action<string> print) => file.Length < CdbFile.RecognisedBy
        ? $"dict_cdbq_open: unable to init {file.Shown}: {SystemWords.ProtocolError}"
        : $"error reading {file.Shown}: {SystemWords.ProtocolError}";

    /// <inheritdoc/>
    protected override string BuiltFileOf(string name) => PathOf(name) + ".tmp";
}
