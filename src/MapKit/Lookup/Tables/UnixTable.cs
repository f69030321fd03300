using MapKit.Platform;
using MapKit.Platform.Accounts;
using MapKit.Records;
using MapKit.Source;

namespace MapKit.Lookup.Tables;

/// <summary><c>unix:passwd.byname</c> and <c>unix:group.byname</c>: the accounts of the system, as lines of those files.</summary>
internal sealed class UnixTable : LookupTable
{
    private const string TypeName = "unix";

    private readonly Func<ReadOnlySpan<byte>, byte[]?> _find;
    private readonly KeyFolder _folder;

    private UnixTable(string name, Func<ReadOnlySpan<byte>, byte[]?> find, LookupOptions options)
        : base(TypeName, name)
    {
        _find = find;
        _folder = new KeyFolder(options.FoldingInside);
    }

    /// <inheritdoc/>
    public override bool HasFixedKeys => true;

    /// <summary>Opens a table.</summary>
    /// <exception cref="LookupException">There is no such table, or it is unavailable on this system.</exception>
    public static LookupTable Create(string name, LookupOptions options)
    {
        if (OperatingSystem.IsBrowser() || FileRoot.IsForeign) throw LookupException.AccountsUnknown($"{TypeName}:{ByteText.FromText(name)}");
        if (!LibC.IsSupported) throw LookupTypes.Unsupported(TypeName);
        return name switch
        {
            "passwd.byname" => new UnixTable(name, SystemAccounts.LineOfUser, options),
            "group.byname" => new UnixTable(name, SystemAccounts.LineOfGroup, options),
            _ => throw new LookupException($"unknown table: {TypeName}:{ByteText.FromText(name)}"),
        };
    }

    /// <inheritdoc/>
    public override bool TryFind(ReadOnlySpan<byte> key, out ReadOnlyMemory<byte> value)
    {
        var found = _find(_folder.Fold(key));
        value = found;
        return found is not null;
    }
}
