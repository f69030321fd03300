using MapKit.Diagnostics;
using MapKit.Source;
using MapKit.Tables;

namespace MapKit.Configuration;

/// <summary>
/// Finds the options <c>-o name=value</c> among the arguments of a service. They end at the first argument that is not an option, as in
/// <c>postconf -P</c> (docs/formats/configuration.md#syntax-of-mastercf).
/// </summary>
/// <param name="path">The file.</param>
/// <param name="warnings">Takes what is wrong with an option.</param>
internal sealed class ServiceOptions(string path, IDiagnosticSink warnings)
{
    private const byte Option = (byte)'o';

    private readonly List<Setting> _settings = [];
    private readonly Dictionary<string, Setting> _inForce = new(StringComparer.Ordinal);
    private KeptLine? _kept;
    private bool _ended;
    private bool _expectsSetting;

    /// <summary>The parameters that are set, in order.</summary>
    public IReadOnlyList<Setting> Settings => _settings;

    /// <summary>Processes the next argument.</summary>
    /// <param name="line">The service.</param>
    /// <param name="start">Where the argument is in it.</param>
    /// <param name="argument">The argument as written.</param>
    /// <param name="valueStart">The offset of the text in braces; without braces that of the argument.</param>
    /// <param name="value">What is in its braces.</param>
    public void See(LogicalLine line, int start, ReadOnlySpan<byte> argument, int valueStart, ReadOnlySpan<byte> value)
    {
        if (_ended) return;
        if (_expectsSetting)
        {
            _expectsSetting = false;
            Add(line, valueStart, value);
            return;
        }

        var option = argument.IndexOf(Option);
        _ended = argument[0] != '-' || argument.Length == 1 || argument.SequenceEqual("--"u8);
        if (_ended || option < 0) return;
        _expectsSetting = option == argument.Length - 1;
        if (_expectsSetting) return;
        if (Add(line, start + option + 1, argument[(option + 1)..])) ReportGlued(line, start, argument);
    }

    private bool Add(LogicalLine line, int start, ReadOnlySpan<byte> text)
    {
        var bytes = ByteText.FromBytes(text);
        if (SettingSyntax.Split(bytes, out var nameRange, out var valueRange) is { } error)
        {
            warnings.Report(new Diagnostic(
                Rules.BadOverride, path, line.PlaceOf(start, text.Length), $"-o {SecretMask.Setting(DisplayText.Escape(text))}: {error}", "write -o name=value, or -o { name = value }")
            {
                PostfixText = $"invalid \"-o {bytes}\" option value: {error}",
            });
            return false;
        }

        var name = bytes[nameRange];
        _inForce.TryGetValue(name, out var earlier);
        _kept ??= new KeptLine(line);
        var setting = new Setting(path, _kept, name, start + nameRange.Start.Value, bytes[valueRange], start + valueRange.Start.Value, earlier);
        _inForce[name] = setting;
        _settings.Add(setting);
        return true;
    }

    private void ReportGlued(LogicalLine line, int start, ReadOnlySpan<byte> argument) => warnings.Report(new Diagnostic(
        Rules.BadOverride,
        path,
        line.PlaceOf(start, argument.Length),
        $"{SecretMask.Setting(DisplayText.Escape(argument))}: no whitespace after -o; the service accepts it, but postconf cuts it at each \"o\" and shows another setting",
        "put a space after -o"));
}
