using System.Text;
using System.Text.Unicode;
using MapKit.Records;

namespace MapKit.Lookup.Tables;

/// <summary><c>environ:anything</c>: the variables of the environment, as the caller supplies them.</summary>
/// <param name="name">The name, which means nothing.</param>
/// <param name="options">How it is asked.</param>
internal sealed class EnvironmentTable(string name, LookupOptions options) : LookupTable("environ", name)
{
    private readonly KeyFolder _folder = new(options.FoldingInside);

    /// <inheritdoc/>
    public override bool HasFixedKeys => true;

    /// <inheritdoc/>
    public override bool TryFind(ReadOnlySpan<byte> key, out ReadOnlyMemory<byte> value)
    {
        value = default;
        var variable = _folder.Fold(key);
        if (variable.IsEmpty || variable.Contains((byte)'=') || !Utf8.IsValid(variable)) return false;
        if (options.EnvironmentVariable(Encoding.UTF8.GetString(variable)) is not { } found) return false;
        value = Encoding.UTF8.GetBytes(found);
        return true;
    }
}
