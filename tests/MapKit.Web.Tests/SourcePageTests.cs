using System.Text;
using System.Text.Json;
using MapKit.Tests.Peers;
using Microsoft.Playwright;

namespace MapKit.Web.Tests;

/// <summary>A source that is dropped, pasted or typed.</summary>
[Collection(SharedSite.Name)]
public sealed class SourcePageTests(Site site)
{
    private const string Mistakes = "example.com smtp:[mail.example.com\nexample.com :\n*.example.edu relay:[relay.example.edu]\n\u00fcser@example.com local\nempty\n";

    [SiteFact]
    public async Task Findings_are_those_of_lint_with_places_remedies_and_rules()
    {
        NativeCommand.Require();
        using var folder = new TemporaryFolder();
        var path = folder.Write("transport", Mistakes);
        var expected = Encoding.UTF8.GetString(NativeCommand.Run("lint", "--json", "--level", "warning", path)).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement).Where(finding => finding.GetProperty("kind").GetString() == "finding").ToList();
        Assert.True(expected.Count >= 4);
        await using var session = await site.OpenAsync();
        await session.ChooseAsync("transport", Encoding.UTF8.GetBytes(Mistakes));
        await session.ShowsAsync("transport");
        var findings = session.Page.Locator(".finding");
        await Assertions.Expect(findings).ToHaveCountAsync(expected.Count);
        for (var i = 0; i < expected.Count; i++)
        {
            await Assertions.Expect(findings.Nth(i)).ToContainTextAsync(expected[i].GetProperty("message").GetString()!);
            await Assertions.Expect(findings.Nth(i)).ToContainTextAsync(expected[i].GetProperty("code").GetString()!);
            await Assertions.Expect(findings.Nth(i).Locator(".place")).ToHaveTextAsync($"line {expected[i].GetProperty("line").GetInt32()}, column {expected[i].GetProperty("column").GetInt32()}");
            if (expected[i].TryGetProperty("help", out var help)) await Assertions.Expect(findings.Nth(i)).ToContainTextAsync(help.GetString()!);
        }

        await findings.First.Locator(".code").ClickAsync();
        await Assertions.Expect(findings.First.Locator(".rule")).ToContainTextAsync("What Postfix does:");
        await findings.Nth(1).Locator(".place").ClickAsync();
        Assert.Equal("example.com", await session.Page.EvaluateAsync<string>("() => { const area = document.querySelector('textarea'); return area.value.slice(area.selectionStart, area.selectionEnd); }"));
    }

    [SiteFact]
    public async Task Findings_follow_the_typing()
    {
        await using var session = await site.OpenAsync();
        await session.Button("Paste or type a table").ClickAsync();
        var area = session.Page.GetByLabel("Text of the table");
        await area.FillAsync("example.com smtp:[mail.example.com\n");
        await Assertions.Expect(session.Page.Locator(".finding")).ToContainTextAsync(["is never closed"]);
        await Assertions.Expect(session.Page.Locator(".gutter .error")).ToHaveTextAsync("1");
        await area.FillAsync("example.com smtp:[mail.example.com]\n");
        await Assertions.Expect(session.Page.GetByText("Nothing to report.")).ToBeVisibleAsync();
        await area.FillAsync("root: anna\nanna: |\"/bin/true\n");
        await Assertions.Expect(session.Page.Locator("select option").First).ToHaveTextAsync("guessed: aliases");
        await session.Page.GetByLabel("Format").SelectOptionAsync("cidr");
        await Assertions.Expect(session.Page.Locator(".finding").First).ToBeVisibleAsync();
        await Assertions.Expect(session.Button("hash")).ToBeDisabledAsync();
    }

    [SiteFact]
    public async Task Compiled_maps_have_the_bytes_of_the_command()
    {
        NativeCommand.Require();
        using var folder = new TemporaryFolder();
        // A byte that is not UTF-8 is kept.
        byte[] latin1 = [.. "user@example.com J"u8, 0xfc, .. "rgen@example.net\n"u8];
        foreach (var (name, content) in new[] { ("transport", await File.ReadAllBytesAsync(RepositoryFiles.Path("testdata", "seed", "transport"))), ("aliases", await File.ReadAllBytesAsync(RepositoryFiles.Path("testdata", "seed", "aliases"))), ("virtual", latin1) })
        {
            // After ten downloads Chromium may ask the user.
            await using var session = await site.OpenAsync();
            var source = folder.Write(name, content);
            await session.ChooseAsync(name, content);
            await session.ShowsAsync(name);
            await Assertions.Expect(session.Page.Locator("select option").First).ToHaveTextAsync($"guessed: {name}");
            foreach (var type in new[] { "hash", "btree", "lmdb", "cdb" })
            {
                File.Delete(source + ".db");
                NativeCommand.Run("compile", $"{type}:{source}");
                var suffix = type is "hash" or "btree" ? ".db" : "." + type;
                var made = await session.DownloadAsync(session.Button(type));
                Assert.Equal(name + suffix, made.Name);
                Assert.Equal(await File.ReadAllBytesAsync(source + suffix), made.Content);
            }
        }
    }
}
