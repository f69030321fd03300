using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Text;
using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Scenario;

/// <summary>What the rules of filters say that Postfix does, tried on the real daemons.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class FilterScenarioTests(ITestOutputHelper output)
{
    [RootFact("postfix")]
    public void Postfix_does_what_the_rules_say()
    {
        using var postfix = new PostfixInstance();
        try
        {
            var port = LoopbackPort.Free();
            postfix.WriteTable("transport", $"refused.example smtp:[127.0.0.1]:{LoopbackPort.Free()}\n");
            postfix.WriteTable("delivery_status_filter", "/^4\\.4\\.1/ temporary\n");
            postfix.WriteTable("milter_maps", "127.0.0.1 localhost:8891\n");
            postfix.Configure(
                $"""
                myhostname = mail.example.com
                local_recipient_maps =
                transport_maps = texthash:{postfix.ConfigurationFolder}/transport
                default_delivery_status_filter = regexp:{postfix.ConfigurationFolder}/delivery_status_filter
                smtpd_milter_maps = texthash:{postfix.ConfigurationFolder}/milter_maps
                """,
                $"127.0.0.1:{port} inet n - n - - smtpd",
                "anvil unix - - n - 1 anvil");
            postfix.Start();
            postfix.Send("joe@refused.example", "A mail", "Text.");
            using var client = new TcpClient("127.0.0.1", port);
            client.GetStream().Write(Encoding.ASCII.GetBytes("EHLO client.example.com\r\nMAIL FROM:<joe@example.com>\r\nQUIT\r\n"));
            foreach (var said in (string[])["bad status code: temporary", "invalid transport name: localhost in Milter service: localhost:8891", "451 4.3.5 Server configuration"])
                PostfixInstance.WaitUntil(() => postfix.Log.Contains(said, StringComparison.Ordinal), $"the log says {said}");
        }
        finally
        {
            output.WriteLine(postfix.Log);
        }
    }
}
