using MapKit.Configuration;
using MapKit.Configuration.Macros;
using MapKit.Configuration.References;
using MapKit.Diagnostics;
using MapKit.Platform;
using MapKit.Source;
using MapKit.Tables.Grammar;
using MapKit.Tables.Lists;

namespace MapKit.Linting.Configuration;

/// <summary>The patterns of match lists in main.cf and in the options of services, where they are written (docs/formats/configuration.md#match-lists).</summary>
internal sealed class MatchListRule : IConfigurationRule
{
    private readonly HashSet<(DiagnosticRule, string, SourcePlace?)> _reported = [];

    /// <summary>The declaration of the rule.</summary>
    public static LintRule Declaration { get; } = new ConfigurationLintRule(
        () => new MatchListRule(),
        Rules.BadNetworkInList, Rules.AddressWithoutBrackets, Rules.PatternNeverMatches, Rules.PatternWithoutEffect, Rules.MissingListFile,
        Rules.NothingNegated, Rules.CommentInList, Rules.TableAsList, Rules.NoTableInList);

    /// <inheritdoc/>
    public void Check(MailSystem system)
    {
        foreach (var parameter in MatchListParameter.Names)
        {
            Check(system, parameter, null);
            foreach (var service in system.Configuration.Services.Where(service => service.Overrides.Any(setting => setting.RawName == parameter)))
                Check(system, parameter, service);
        }
    }

    private void Check(MailSystem system, string parameter, MasterService? service)
    {
        var scope = system.Configuration.ScopeOf(service);
        if (TraceOrNull(scope, parameter) is not { Text.Length: > 0 } value || MatchListParameter.UseOf(parameter, scope) is not { } use) return;
        var check = new MatchListCheck(use, finding => Report(system, finding));
        foreach (var word in MatchListWords.Read(Latin1Text.Bytes(value.Text)))
        {
            // A word of a default is correct, but decides what the words around it match.
            if (SettingOf(scope, value, word.Start) is not { } setting)
            {
                check.SeeOther(word.Text);
                continue;
            }

            var place = setting.PlaceOf(value.PlaceOf(word.Start).Start, ContiguousLength(value, word));
            var pattern = check.See(word, setting.Path, place);
            if (pattern is null && word.Text[0] == '#') break;
            if (pattern is { Kind: MatchPatternKind.File } && !FilePresence.FileExists(pattern.Text))
                Report(system, new Diagnostic(Rules.MissingListFile, setting.Path, place, MatchListFileText.Missing(pattern.Text), MatchListFileText.Help));
        }

        check.End(othersMayFollow: false);
    }

    /// <summary>A word that several lists use is reported once.</summary>
    private void Report(MailSystem system, Diagnostic finding)
    {
        if (_reported.Add((finding.Rule, finding.Path, finding.Place))) system.Report(finding);
    }

    private static Setting? SettingOf(ParameterScope scope, TracedText value, int position) =>
        value.PlaceOf(position).Parameter is { } writer ? scope.SettingOf(writer) : null;

    /// <summary>The length of the part of a word that is contiguous with its first byte.</summary>
    private static int ContiguousLength(TracedText value, TextPart word)
    {
        var first = value.PlaceOf(word.Start);
        var length = 1;
        while (length < word.Length && value.PlaceOf(word.Start + length) == first.At(length)) length++;
        return length;
    }

    private static TracedText? TraceOrNull(ParameterScope scope, string parameter)
    {
        try
        {
            return scope.Trace(parameter);
        }
        catch (ConfigurationException)
        {
            // Postfix does not start with it, which is reported when the configuration is read.
            return null;
        }
    }
}
