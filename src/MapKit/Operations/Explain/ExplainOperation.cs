using System.Globalization;
using MapKit.Configuration;
using MapKit.Delivery;
using MapKit.Delivery.Cleanup;
using MapKit.Delivery.Local;
using MapKit.Delivery.Queue;
using MapKit.Delivery.Rewrite;
using MapKit.Delivery.Searching;
using MapKit.Delivery.Smtp;
using MapKit.Delivery.Smtpd;
using MapKit.Lookup;
using MapKit.Lookup.Probes;
using MapKit.Source;
using MapKit.Tables;
using MapKit.Tables.Addresses;

namespace MapKit.Operations.Explain;

/// <summary>Explains what Postfix does with an address and why: every query of every table, in Postfix's order. It changes nothing.</summary>
public static class ExplainOperation
{
    /// <summary>The name for the whole delivery path of a message, used in place of a format.</summary>
    internal const string DeliveryName = "delivery";

    /// <summary>The name for an SMTP session, used in place of a format.</summary>
    internal const string SessionName = "session";

    /// <summary>The names that can be explained: the formats whose lookups start from an address, and <see cref="DeliveryName"/>.</summary>
    internal static IReadOnlyList<string> Names { get; } =
    [
        "plain", "transport", "generic", "sasl_passwd", "aliases", "virtual", "canonical", "relocated", "access", "sender_relay", "sender_transport", DeliveryName,
    ];

    /// <summary>
    /// Explains the delivery of a message to a recipient: the SMTP server's check of the recipient, rewriting, aliases, the route,
    /// and credentials.
    /// </summary>
    /// <param name="configuration">The configuration, as <see cref="PostfixConfiguration.Load"/> reads it.</param>
    /// <param name="recipient">The recipient, in external form.</param>
    /// <param name="options">The facts about the message; null for none. <see cref="ExplainOptions.Tables"/> does not apply.</param>
    /// <exception cref="ConfigurationException">A parameter cannot be read.</exception>
    /// <exception cref="FormatException">The address is longer than Postfix accepts.</exception>
    /// <exception cref="LookupException">A table in a list of domains cannot be queried.</exception>
    public static Explanation Delivery(PostfixConfiguration configuration, string recipient, ExplainOptions? options = null) =>
        Run(configuration, DeliveryName, recipient, options ?? new ExplainOptions());

    /// <summary>Explains what the tables of one format do with an address.</summary>
    /// <param name="configuration">The configuration, as <see cref="PostfixConfiguration.Load"/> reads it.</param>
    /// <param name="format">The format, one whose lookups start from an address. For <see cref="TableFormat.Plain"/> the options name the tables.</param>
    /// <param name="address">
    /// The address in external form; for sasl_passwd the destination of a next hop or a sender, for access also the name or network address
    /// of a host, for aliases also a local part, for plain any key.
    /// </param>
    /// <param name="options">The tables, and the facts about the message; null for the tables of the configuration.</param>
    /// <exception cref="ConfigurationException">A parameter cannot be read.</exception>
    /// <exception cref="FormatException">The address is longer than Postfix accepts.</exception>
    /// <exception cref="LookupException">A table in a list of domains cannot be queried.</exception>
    /// <exception cref="ArgumentException">The lookups of the format do not start from an address.</exception>
    public static Explanation Address(PostfixConfiguration configuration, TableFormat format, string address, ExplainOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(format);
        return Run(configuration, format.Name, address, options ?? new ExplainOptions());
    }

    /// <summary>Explains an SMTP session: what the server answers, and which line decides.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="session">The session.</param>
    /// <param name="options">How tables are opened.</param>
    /// <exception cref="ConfigurationException">A parameter cannot be read.</exception>
    /// <exception cref="FormatException">master.cf has no such service.</exception>
    internal static Explanation Session(PostfixConfiguration configuration, SmtpSession session, ExplainOptions options)
    {
        using var root = configuration.Main.EnterFiles();
        using var context = new ExplainContext(configuration, options);
        return SessionExplanation.Explain(context, session);
    }

    /// <summary>Explains an address.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="address">
    /// The address in external form; for sasl_passwd the destination of a next hop or a sender, for access also the name or network address
    /// of a host, for aliases also a local part, for plain any key.
    /// </param>
    /// <param name="options">The tables, and the facts about the message.</param>
    /// <exception cref="ConfigurationException">A parameter cannot be read.</exception>
    /// <exception cref="FormatException">The address is longer than Postfix accepts.</exception>
    /// <exception cref="LookupException">A table in a list of domains cannot be queried.</exception>
    internal static Explanation Run(PostfixConfiguration configuration, string name, string address, ExplainOptions options)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(options);
        using var root = configuration.Main.EnterFiles();
        using var context = new ExplainContext(configuration, options);
        var subject = ByteText.FromText(address);
        var longest = context.Number("line_length_limit");
        if (name != "plain" && subject.Length > longest)
            throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"the address has {subject.Length} bytes; Postfix accepts at most {longest} bytes per line (line_length_limit)"));
        return name switch
        {
            "transport" => Transport(context, subject),
            "generic" => Generic(context, subject),
            "sasl_passwd" => SaslPasswd(context, subject),
            "aliases" => Aliases(context, subject),
            "virtual" => Virtual(context, subject),
            "canonical" => Canonical(context, subject),
            "relocated" => Relocated(context, subject),
            "access" => Access(context, subject),
            "sender_relay" => BySender(context, subject, "sender_dependent_relayhost_maps", "empty_address_relayhost_maps_lookup_key", TableFormat.SenderRelay),
            "sender_transport" => BySender(context, subject, "sender_dependent_default_transport_maps", "empty_address_default_transport_maps_lookup_key", TableFormat.SenderTransport),
            DeliveryName => DeliveryPath(context, subject),
            "plain" => Plain(context, subject),
            _ => throw new ArgumentException($"{name} is not one of {string.Join(", ", Names)}", nameof(name)),
        };
    }

    private static Explanation Transport(ExplainContext context, string subject)
    {
        var steps = new List<ExplanationNode>();
        var resolved = Resolve(context, subject, steps);
        if (!resolved.IsValid) return NoAddress(resolved, steps);
        var routes = new RouteExplainer(context.Rewriting);
        var before = routes.RouteOfClass(resolved, SenderOf(context));
        var route = routes.Transport(before, context.TablesOf("transport_maps", TableFormat.Transport, context.Rewriter), out var search);
        var answer = search?.Answer;
        if (routes.Problem is null) routes.Add(route, answer is null ? "no transport table has an entry" : null);
        return Result(answer is not null, routes.Problem is not null, routes.IsUncertain, routes.Problem is null ? [Wording.Show(route.ToString())] : [], [.. steps, .. routes.Steps], answer?.Value);
    }

    private static Explanation Relocated(ExplainContext context, string subject)
    {
        var steps = new List<ExplanationNode>();
        var resolved = Resolve(context, subject, steps);
        if (!resolved.IsValid) return NoAddress(resolved, steps);
        var routes = new RouteExplainer(context.Rewriting);
        var text = routes.Relocated(resolved.Recipient, context.TablesOf("relocated_maps", TableFormat.Relocated, context.Rewriter), out var search);
        steps.AddRange(routes.Steps);
        if (text is not null) steps.Add(new ExplanationNode(ExplanationKind.Bounce, $"Postfix bounces the mail: {Wording.Show(text)}"));
        return Result(text is not null, routes.Problem is not null, routes.IsUncertain, text is null ? [] : [Wording.Show(text)], steps, search?.Answer?.Value);
    }

    /// <summary>Postfix looks up only text in the form of an address.</summary>
    private static Explanation NoAddress(ResolvedAddress resolved, List<ExplanationNode> steps) =>
        Result(isFound: false, hasProblem: false, isUncertain: false, [], [.. steps, Wording.BadAddress(resolved.Recipient)], null);

    private static Explanation BySender(ExplainContext context, string subject, string parameter, string keyParameter, TableFormat format)
    {
        var steps = new List<ExplanationNode>();
        var sender = Complete(context, subject, steps);
        var routes = new RouteExplainer(context.Rewriting);
        var answer = routes.BySender(parameter, keyParameter, context.TablesOf(parameter, format, context.Rewriter), sender).Answer;
        steps.AddRange(routes.Steps);
        if (answer is not null)
        {
            var isDunno = answer.Value!.Equals("DUNNO", StringComparison.OrdinalIgnoreCase);
            var shown = Wording.Show(answer.Value);
            var what = format == TableFormat.SenderRelay ? $"next hop {shown}" : $"transport {shown}";
            steps.Add(new ExplanationNode(ExplanationKind.Route, isDunno ? "DUNNO: Postfix continues as if there were no entry" : $"{what}, unless transport_maps overrides it"));
        }

        return Result(answer is not null, routes.Problem is not null, routes.IsUncertain, answer is null ? [] : [Wording.Show(answer.Value!)], steps, answer?.Value);
    }

    private static Explanation Generic(ExplainContext context, string subject)
    {
        var steps = new List<ExplanationNode>();
        var address = Complete(context, subject, steps);
        if (address.Length == 0) steps.Add(new ExplanationNode(ExplanationKind.Note, "the SMTP client does not look up the null sender"));
        var rewriting = new RewritingExplainer(context.SettingsOfTransport("smtp"), RewritingExplainer.Deferred);
        var result = rewriting.Generic(address, context.TablesOf("smtp_generic_maps", TableFormat.Generic, context.ServiceOf("smtp")), "smtp_generic_maps");
        return Result(rewriting.FirstValue is not null, rewriting.Problem is not null, rewriting.IsUncertain, [Wording.ShowAddress(result)], [.. steps, .. rewriting.Steps], rewriting.FirstValue);
    }

    private static Explanation Canonical(ExplainContext context, string subject)
    {
        var steps = new List<ExplanationNode>();
        var address = Complete(context, subject, steps);
        var cleanup = context.Cleanup(context.Get("cleanup_service_name"));
        string[] parameters = context.Options.Tables.Count > 0 ? [""] : ["sender_canonical_maps", "recipient_canonical_maps"];
        var results = new List<string>();
        var (isFound, hasProblem, isUncertain, value) = (false, false, false, (string?)null);
        foreach (var parameter in parameters)
        {
            var own = parameter.Length == 0 ? [] : cleanup.Tables(parameter, TableFormat.Canonical);

            // Senders and recipients have the same result if neither has a separate table.
            if (own.Count == 0 && parameter == "sender_canonical_maps") continue;
            var rewriting = new RewritingExplainer(cleanup);
            var result = rewriting.Canonical(address, own, parameter);
            if (rewriting.Problem is null) result = rewriting.Canonical(result, context.TablesOf("canonical_maps", TableFormat.Canonical, cleanup.Service), "canonical_maps");
            var isOwn = own.Count > 0;
            if (isOwn) steps.Add(new ExplanationNode(ExplanationKind.Step, parameter == "sender_canonical_maps" ? "as a sender" : "as a recipient") { Children = rewriting.Steps });
            else steps.AddRange(rewriting.Steps);
            results.Add(Wording.ShowAddress(result));
            isFound |= rewriting.FirstValue is not null;
            hasProblem |= rewriting.Problem is not null;
            isUncertain |= rewriting.IsUncertain;
            value ??= rewriting.FirstValue;
        }

        NoteMissingTables(steps, "canonical_maps");
        if (HeaderRewriting.NoteOf(context.Server) is { } headers) steps.Add(headers);
        return Result(isFound, hasProblem, isUncertain, [.. results.Distinct()], steps, value);
    }

    private static Explanation Virtual(ExplainContext context, string subject)
    {
        var steps = new List<ExplanationNode>();
        var address = Complete(context, subject, steps);
        var cleanup = context.Cleanup(context.Get("cleanup_service_name"));
        var rewriting = new RewritingExplainer(cleanup);
        var addresses = rewriting.Virtual(address, context.TablesOf("virtual_alias_maps", TableFormat.Virtual, cleanup.Service), "virtual_alias_maps");
        steps.AddRange(rewriting.Steps);
        NoteMissingTables(steps, "virtual_alias_maps");
        return Result(
            rewriting.FirstValue is not null, rewriting.Problem is not null, rewriting.IsUncertain,
            [.. addresses.DistinctBy(FoldedText.Fold).Select(Wording.ShowAddress)], steps, rewriting.FirstValue);
    }

    private static void NoteMissingTables(List<ExplanationNode> steps, string parameter)
    {
        if (!steps.Exists(step => step.Kind is ExplanationKind.Search or ExplanationKind.Step)) steps.Add(new ExplanationNode(ExplanationKind.Note, $"{parameter} names no table"));
    }

    private static Explanation Aliases(ExplainContext context, string subject)
    {
        var report = new DeliveryReport();
        var settings = context.SettingsFor(context.ServiceOf("local"), "local");
        var local = new LocalDelivery(settings, report) { Aliases = context.TablesOf("alias_maps", TableFormat.Aliases, settings.Service) };
        var plain = AddressForm.Internal(subject);
        var recipient = plain.Contains('@', StringComparison.Ordinal) ? plain : $"{plain}@{context.Origin}";
        var mail = new Mail(SenderOf(context), [recipient]) { CleanupService = settings.Get("cleanup_service_name") };
        var steps = local.Deliver(new DeliveryRequest("local", recipient[(recipient.LastIndexOf('@') + 1)..], recipient, mail));
        return Result(local.FirstValue is not null, report.Problem is not null, report.IsUncertain, local.Results, steps, local.FirstValue);
    }

    private static Explanation SaslPasswd(ExplainContext context, string subject)
    {
        var service = context.ServiceOf("smtp");
        var tables = context.TablesOf("smtp_sasl_password_maps", TableFormat.SaslPasswd, service);
        var credentials = new CredentialExplainer(context.SettingsOfTransport("smtp"));
        if (subject.Contains('@', StringComparison.Ordinal)) credentials.OfSender(AddressForm.Internal(context.Completion.Complete(subject)), tables);
        else credentials.OfNextHop(subject, SenderOf(context), context.Options.Host, tables);
        return Result(credentials.Users.Count > 0, credentials.Problem is not null, credentials.IsUncertain, credentials.Users, credentials.Steps, null);
    }

    private static Explanation Access(ExplainContext context, string subject)
    {
        var access = new AccessExplainer(context);
        access.Explain(subject);
        return Result(access.Values.Count > 0, access.HasFailed, access.IsUncertain, [.. access.Values.Select(Wording.Show)], access.Steps, access.Values.Count > 0 ? access.Values[0] : null);
    }

    private static Explanation DeliveryPath(ExplainContext context, string subject)
    {
        var session = SessionSteps(context, subject, out var refusal);
        if (refusal is not null) return refusal with { Steps = [session] };
        var delivery = new DeliveryExplainer(context);
        delivery.Explain(subject is "<>" ? "" : subject, SenderOf(context));
        return Result(!delivery.Report.IsBounced, delivery.Report.Problem is not null, delivery.Report.IsUncertain, delivery.Report.Results, [session, .. delivery.Steps], null);
    }

    /// <summary>The SMTP session of a delivery, or a note that it is not evaluated.</summary>
    private static ExplanationNode SessionSteps(ExplainContext context, string recipient, out Explanation? refusal)
    {
        refusal = null;
        if (context.Options.Session is not { } session)
            return new ExplanationNode(ExplanationKind.Note, "restrictions and milters are not evaluated; --client or --login evaluates the restrictions");
        var sender = ByteText.FromText(context.Options.Sender is { } given and not "<>" ? given : "");
        var answer = SessionExplanation.Explain(context, session with { Sender = sender, Recipient = recipient });
        var isAccepted = answer.Results is [['2', ..]];
        if (!isAccepted) refusal = answer with { Outcome = answer.Outcome == ExplainOutcome.Found ? ExplainOutcome.NotFound : answer.Outcome };
        return new ExplanationNode(ExplanationKind.Step, "SMTP session") { Children = answer.Steps };
    }

    private static Explanation Plain(ExplainContext context, string subject)
    {
        var search = new TableSearch("table", subject, context.TablesOf("", TableFormat.Plain)).Run([new Probe(subject, ProbeReason.Address)]);
        var value = search.Answer?.Value;
        return Result(value is not null, search.Failure is not null, search.IsUncertain, value is null ? [] : [Wording.Show(value)], [Wording.StepOf(search)], value);
    }

    /// <summary>An address as every Postfix program receives it: completed, in internal form; empty for the null address.</summary>
    private static string Complete(ExplainContext context, string external, List<ExplanationNode> steps)
    {
        if (external is "" or "<>") return "";
        var completed = context.Completion.Complete(external);
        if (completed != external) steps.Add(new ExplanationNode(ExplanationKind.Note, $"{Wording.Show(external)} is completed to {Wording.Show(completed)}"));
        return AddressForm.Internal(completed);
    }

    private static ResolvedAddress Resolve(ExplainContext context, string external, List<ExplanationNode> steps)
    {
        var plain = Complete(context, external, steps);
        var resolved = context.Resolution.Resolve(plain);
        if (resolved.Recipient != plain) steps.Add(new ExplanationNode(ExplanationKind.Note, $"the mail is for {Wording.ShowAddress(resolved.Recipient)}"));
        return resolved;
    }

    private static string? SenderOf(ExplainContext context) => context.Options.Sender is { } sender ? Complete(context, ByteText.FromText(sender), []) : null;

    private static Explanation Result(bool isFound, bool hasProblem, bool isUncertain, IReadOnlyList<string> results, IReadOnlyList<ExplanationNode> steps, string? value)
    {
        // If a table that cannot be queried may have the answer, the result is unknown.
        var outcome = hasProblem || (isUncertain && !isFound) ? ExplainOutcome.Trouble : isFound ? ExplainOutcome.Found : ExplainOutcome.NotFound;
        return new Explanation(outcome, results, steps) { Value = value is null ? null : Wording.Show(value) };
    }
}
