namespace MapKit.Lookup;

/// <summary>What a type of table allows besides asking.</summary>
internal enum TableAccess
{
    /// <summary>It can only be opened for asking.</summary>
    Ask,

    /// <summary>It can be opened for changing, but changes nothing.</summary>
    Nothing,

    /// <summary>Entries can be added, for as long as the program runs.</summary>
    Add,

    /// <summary>Everything but building it from a source, for as long as the program runs.</summary>
    Change,

    /// <summary>It is a map, which is built from a source; whether single records can be changed depends on its engine.</summary>
    Map,

    /// <summary>Every change is an error.</summary>
    Fail,

    /// <summary>What the table allows whose name follows.</summary>
    Inner,
}
