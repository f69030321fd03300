using MapKit.Source;

namespace MapKit.Configuration;

/// <summary>One <c>name = value</c> of main.cf.</summary>
public sealed class Setting
{
    internal Setting(string name, string rawValue, SourcePlace namePlace, SourcePlace valuePlace, int lastLine, Setting? overridden)
    {
        Name = name;
        RawValue = rawValue;
        NamePlace = namePlace;
        ValuePlace = valuePlace;
        LastLine = lastLine;
        Overridden = overridden;
    }

    /// <summary>The parameter's name as written; upper and lower case differ.</summary>
    public string Name { get; }

    /// <summary>The value as written, macros not expanded, continuation lines joined, blanks at both ends removed.</summary>
    public string Value => ByteText.ToText(RawValue);

    /// <summary>Where the name is. Its line is the one that Postfix's messages show, unless comments come between.</summary>
    public SourcePlace NamePlace { get; }

    /// <summary>Where the value is; on a line that is continued, its part up to the end of the first line. Empty values have a place without width.</summary>
    public SourcePlace ValuePlace { get; }

    /// <summary>Last line of the setting, from 1.</summary>
    public int LastLine { get; }

    /// <summary>The earlier setting of the same name, which this one makes void.</summary>
    public Setting? Overridden { get; }

    /// <summary>The value, one character a byte.</summary>
    internal string RawValue { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Name} = {Value}";
}
