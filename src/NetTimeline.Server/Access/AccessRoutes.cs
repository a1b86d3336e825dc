using NetTimeline.Server.Access.Fhir;

namespace NetTimeline.Server.Access;

/// <summary>What there is to see of who was shown what.</summary>
static class AccessRoutes
{
    public static void MapAccess(this IEndpointRouteBuilder app)
    {
        ListAccess.Map(app);
        SearchAuditEvents.Map(app);
    }
}
