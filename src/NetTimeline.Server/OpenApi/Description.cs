using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using NetTimeline.Server.Http;
using NetTimeline.Server.Patients;

namespace NetTimeline.Server.OpenApi;

/// <summary>The API's description, for programs at /openapi/v1.json and for people at /openapi.</summary>
static class Description
{
    const string Document = "v1";
    const string DocumentPath = "/openapi/v1.json";
    const string PagePath = "/openapi";

    /// <summary>The page's own scripts and styles, and nothing from anywhere else.</summary>
    const string PagePolicy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
        + "connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    public static void Add(IServiceCollection services) => services
        .AddSingleton<DescriptionDocument>()
        .AddEndpointsApiExplorer()
        .AddOpenApi(Document, options => options
            .AddDocumentTransformer((document, _, _) =>
            {
                Complete(document);
                return Task.CompletedTask;
            })
            .AddOperationTransformer((operation, context, _) =>
            {
                var ours = context.Description.ActionDescriptor.EndpointMetadata.OfType<Operation>().Single();
                OperationWriter.Write(ours, context.Description, operation, context.Document!);
                return Task.CompletedTask;
            }));

    public static void Map(RouteGroupBuilder root) => root
        .MapMethods(DocumentPath, Reads.Methods, (DescriptionDocument document) => document.AnswerAsync())
        .WithMetadata(Operations.GetDescription);

    public static void UsePage(WebApplication app)
    {
        app.Use((context, next) =>
        {
            if (context.Request.Path.StartsWithSegments(PagePath, StringComparison.Ordinal)
                && context.GetEndpoint() is null)
            {
                context.Response.Headers.ContentSecurityPolicy = PagePolicy;
            }

            return next(context);
        });
        app.UseSwaggerUI(page =>
        {
            page.RoutePrefix = PagePath.TrimStart('/');
            page.DocumentTitle = "NetTimeline";
            page.SwaggerEndpoint(DocumentPath, "NetTimeline");
        });
    }

    static void Complete(OpenApiDocument document)
    {
        document.Info = new OpenApiInfo
        {
            Title = "NetTimeline",
            Version = Document,
            Description = "Patient timelines as append-only events. Every request may carry X-Request-Id, which the "
                + "answer repeats; where there is GET there is HEAD. Errors are application/problem+json with every "
                + "fault that was found.",
        };
        document.Servers = null;
        Schemas.AddTo(document);
        foreach (var path in document.Paths.Values)
        {
            path.Operations?.Remove(HttpMethod.Head);
        }
    }
}

/// <summary>The description as JSON; made once, since routes and shapes do not change while the server runs.</summary>
sealed class DescriptionDocument([FromKeyedServices("v1")] IOpenApiDocumentProvider provider)
{
    readonly Lazy<Task<byte[]>> json = new(async () =>
    {
        var document = await provider.GetOpenApiDocumentAsync();
        using var stream = new MemoryStream();
        await document.SerializeAsJsonAsync(stream, OpenApiSpecVersion.OpenApi3_1);
        return stream.ToArray();
    });

    public async Task<IResult> AnswerAsync() =>
        new Answer(StatusCodes.Status200OK, Negotiation.Json, await json.Value);
}
