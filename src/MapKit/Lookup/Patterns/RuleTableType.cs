namespace MapKit.Lookup.Patterns;

/// <summary>The types of tables whose lines are rules: Postfix reads their source itself, and no map is made of it (postfix-tables 5.8).</summary>
public enum RuleTableType
{
    /// <summary>regexp_table(5).</summary>
    Regexp,

    /// <summary>pcre_table(5).</summary>
    Pcre,

    /// <summary>cidr_table(5).</summary>
    Cidr,

    /// <summary>One of regexp and pcre; the name does not say which (header_checks(5), body_checks(5)).</summary>
    RegexpOrPcre,
}
