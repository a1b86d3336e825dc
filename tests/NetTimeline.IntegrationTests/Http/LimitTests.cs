using System.Net;
using System.Net.Sockets;
using System.Text;
using Xunit;

namespace NetTimeline.IntegrationTests.Http;

/// <summary>Requests that no client of ours sends, byte for byte.</summary>
public sealed class LimitTests(RunningServer server) : HttpSpec(server)
{
    [Fact]
    public async Task The_65th_header_is_one_too_many()
    {
        Assert.Equal(200, await StatusAsync(Get("/api/patients", Headers(64))));
        Assert.Equal(431, await StatusAsync(Get("/api/patients", Headers(65))));
    }

    [Fact]
    public async Task Headers_have_16_kibibytes()
    {
        Assert.Equal(200, await StatusAsync(Get("/api/patients", [$"x: {new string('x', 15_000)}"])));
        Assert.Equal(431, await StatusAsync(Get("/api/patients", [$"x: {new string('x', 16_500)}"])));
    }

    [Fact]
    public async Task A_path_has_8_kibibytes() =>
        Assert.Equal(414, await StatusAsync(Get("/" + new string('x', 8200), [])));

    [Theory]
    [InlineData("GET /api/patients/%00 HTTP/1.1", 400)]
    [InlineData("GET /api/patients/%ff%fe HTTP/1.1", 404)]
    [InlineData("GET /api/patients/../../etc/passwd HTTP/1.1", 404)]
    [InlineData("GET /api/patients/%2e%2e%2fhealth%2flive HTTP/1.1", 404)]
    [InlineData("BREW /api/patients HTTP/1.1", 405)]
    [InlineData("GET /api/patients HTTP/9.9", 505)]
    [InlineData("garbage", 400)]
    public async Task Odd_first_lines_are_refused_and_the_server_goes_on(string line, int status)
    {
        Assert.Equal(status, await StatusAsync($"{line}\r\nHost: localhost\r\nConnection: close\r\n\r\n"));

        await PatientAsync();
    }

    [Fact]
    public async Task A_body_that_breaks_off_records_nothing()
    {
        var patient = await PatientAsync();
        const string whole = """{"key":"n","kind":"note","occurred":"2019-04-01","text":"Ruhig."}""";

        await AbandonAsync(
            $"POST /api/patients/{patient}/entries HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            + $"Content-Length: {whole.Length + 1}\r\n\r\n{whole}");

        Assert.Equal(1, await VersionAsync(patient));
        Created(await PostEntriesAsync(patient, whole));
    }

    [Fact]
    public async Task Chunks_that_are_none_are_a_problem()
    {
        var patient = await PatientAsync();

        var status = await StatusAsync(
            $"POST /api/patients/{patient}/entries HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            + "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n");

        Assert.Equal(400, status);
        Assert.Equal(1, await VersionAsync(patient));
    }

    static string Get(string path, IEnumerable<string> headers) =>
        $"GET {path} HTTP/1.1\r\n{string.Concat(headers.Select(header => $"{header}\r\n"))}"
        + "Host: localhost\r\nConnection: close\r\n\r\n";

    /// <summary>So many with those that every request here has.</summary>
    static IEnumerable<string> Headers(int count) => Enumerable.Range(0, count - 2).Select(at => $"x-{at}: y");

    /// <summary>Sends and says that nothing more will come; returns when the server has ended the connection.</summary>
    async Task AbandonAsync(string request)
    {
        using var socket = await SentAsync(request);
        using var reader = new StreamReader(socket.GetStream());
        socket.Client.Shutdown(SocketShutdown.Send);
        try
        {
            await reader.ReadToEndAsync(Cancellation);
        }
        catch (IOException)
        {
            // Ended without a farewell.
        }
    }

    async Task<TcpClient> SentAsync(string request)
    {
        var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, Server.Client.BaseAddress!.Port, Cancellation);
        await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request), Cancellation);
        return socket;
    }

    async Task<int?> StatusAsync(string request)
    {
        using var socket = await SentAsync(request);
        using var reader = new StreamReader(socket.GetStream());
        var line = await reader.ReadLineAsync(Cancellation);
        return line is null ? null : int.Parse(line.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
    }
}
