using MapKit.Source;

namespace MapKit.Configuration;

/// <summary>One <c>name = value</c>: a logical line of main.cf, or an option <c>-o</c> of a service in master.cf.</summary>
public sealed class Setting
{
    private readonly KeptLine _line;
    private readonly int _nameStart;
    private readonly int _valueStart;

    internal Setting(string path, KeptLine line, string name, int nameStart, string rawValue, int valueStart, Setting? overridden)
    {
        Path = path;
        _line = line;
        _nameStart = nameStart;
        _valueStart = valueStart;
        RawName = name;
        RawValue = rawValue;
        Overridden = overridden;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The parameter's name as written; upper and lower case differ.</summary>
    public string Name => ByteText.ToText(RawName);

    /// <summary>The value as written, macros not expanded, continuation lines joined, whitespace at both ends removed.</summary>
    public string Value => ByteText.ToText(RawValue);

    /// <summary>Where the name is.</summary>
    public SourcePlace NamePlace => PlaceInLine(_nameStart, RawName.Length);

    /// <summary>Where the value is: its part on its first line. An empty value has a place without width.</summary>
    public SourcePlace ValuePlace => PlaceOf(0, RawValue.Length);

    /// <summary>The line that Postfix's messages show, from 1.</summary>
    public int FirstLine => _line.FirstLine;

    /// <summary>Last line of the setting, from 1.</summary>
    public int LastLine => _line.LastLine;

    /// <summary>The earlier setting of the same name, which this one overrides.</summary>
    public Setting? Overridden { get; }

    /// <summary>The name, one character per byte.</summary>
    internal string RawName { get; }

    /// <summary>The value, one character per byte.</summary>
    internal string RawValue { get; }

    /// <summary>Where a part of the value is in the source. A part on several lines is cut at the end of its first.</summary>
    /// <param name="start">Its first byte, counted from the start of <see cref="Value"/> in UTF-8.</param>
    /// <param name="length">Number of bytes.</param>
    public SourcePlace PlaceOf(int start, int length) => PlaceInLine(_valueStart + start, length);

    /// <inheritdoc/>
    public override string ToString() => $"{Name} = {Value}";

    private SourcePlace PlaceInLine(int start, int length) => _line.PlaceOf(start, length);
}
