namespace NetTimeline.Server.Health;

/// <summary>What is asked by whoever keeps servers running.</summary>
static class Probes
{
    public static void Map(RouteGroupBuilder root)
    {
        Live.Map(root);
        Ready.Map(root);
        Audit.Map(root);
    }
}
