using System.Globalization;
using MapKit.PostgreSql.Fleet;
using MapKit.Source;

namespace MapKit.Cli.Rendering.PostgreSql;

/// <summary>Prints the hosts that pull, as a table or JSON.</summary>
/// <param name="environment">Where to.</param>
/// <param name="json">One object per line.</param>
internal sealed class FleetOutput(CommandEnvironment environment, bool json)
{
    /// <summary>Prints the hosts.</summary>
    /// <param name="hosts">The hosts.</param>
    /// <param name="latest">The latest generation.</param>
    /// <param name="most">How long a host may be behind.</param>
    public void Write(IReadOnlyList<HostStatus> hosts, long latest, TimeSpan most)
    {
        if (json)
        {
            foreach (var host in hosts) WriteJson(host, latest, most);
            return;
        }

        if (hosts.Count == 0)
        {
            MapkitCommand.Note(environment, "no host has reported; mapkit pull reports");
            return;
        }

        TextRows.Write(
            environment.Output,
            ["HOST", "GENERATION", "SINCE", "BEHIND", "LAST SEEN", "ERROR"],
            hosts.Select(host => (string[])
            [
                host.Name,
                host.Generation is { } generation ? TextRows.Number(generation) : "none",
                TextRows.Time(host.Since),
                host.Behind == 0 ? "current" : string.Create(CultureInfo.InvariantCulture, $"{host.Behind} ({Short(host.Lag)}){(host.Lag > most ? " TOO LONG" : "")}"),
                TextRows.Time(host.Seen),
                DisplayText.Lines(host.Error ?? ""),
            ]));
        var behind = hosts.Count(host => host.Behind > 0);
        var late = hosts.Count(host => host.Lag > most);
        if (!environment.IsQuiet) environment.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"mapkit: generation {latest}: {hosts.Count - behind} of {hosts.Count} hosts current, {behind} behind{(late > 0 ? $", {late} for longer than {Short(most)}" : "")}"));
    }

    private static string Short(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{(time.TotalSeconds < 120 ? $"{time.TotalSeconds:0} s" : time.TotalMinutes < 120 ? $"{time.TotalMinutes:0} min" : time.TotalHours < 48 ? $"{time.TotalHours:0} h" : $"{time.TotalDays:0} d")}");

    private void WriteJson(HostStatus host, long latest, TimeSpan most) => JsonLine.Write(environment.Output, "host", writer =>
    {
        writer.WriteString("host", host.Name);
        if (host.Generation is { } generation) writer.WriteNumber("generation", generation);
        writer.WriteNumber("latest", latest);
        writer.WriteNumber("behind", host.Behind);
        writer.WriteNumber("lagSeconds", Math.Round(host.Lag.TotalSeconds, 1));
        writer.WriteBoolean("tooLong", host.Lag > most);
        writer.WriteString("since", host.Since.ToUniversalTime());
        writer.WriteString("seen", host.Seen.ToUniversalTime());
        if (host.Error is { } error) writer.WriteString("error", error);
        writer.WriteString("role", host.Role);
        writer.WriteString("program", host.Program);
    });
}
