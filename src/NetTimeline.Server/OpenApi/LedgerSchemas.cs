using NetTimeline.Journal.Json;
using NetTimeline.Server.Ledger;

namespace NetTimeline.Server.OpenApi;

/// <summary>The shapes of what is said about the ledger.</summary>
static class LedgerSchemas
{
    public static void AddTo(SchemaBook book)
    {
        ViewJson.Describe<LedgerView>(book);
        ViewJson.Describe<ConsistencyView>(book);
        ViewJson.Describe<ReceiptView>(book);
    }
}
