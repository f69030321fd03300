using MapKit.Diagnostics;
using MapKit.Records;

namespace MapKit.Linting.Records;

/// <summary>
/// Addresses in brackets in an access table whose name says what it is for: an error where it is for clients, and nothing where
/// it is for HELO names, which may be such.
/// </summary>
internal sealed class BracketedAddressRule(LintContext context) : IRecordRule
{
    /// <inheritdoc/>
    public void Judge(RecordSet records)
    {
        if (context.CountOf(Rules.BracketedAddress) == 0) return;
        var name = Path.GetFileName(context.Path);
        if (name.Contains("helo", StringComparison.OrdinalIgnoreCase))
        {
            context.TakeBack(Rules.BracketedAddress);
        }
        else if (name.Contains("client", StringComparison.OrdinalIgnoreCase))
        {
            for (var i = 0; i < context.Findings.Count; i++)
            {
                if (context.Findings[i].Rule == Rules.BracketedAddress) context.Replace(i, Certain(context.Findings[i]));
            }
        }
    }

    private static Diagnostic Certain(Diagnostic finding) => finding with
    {
        Severity = Severity.Error,
        Message = "Postfix asks for the address of a client without brackets, so it never finds the entry in a table for clients",
        Help = "remove the brackets",
    };
}
