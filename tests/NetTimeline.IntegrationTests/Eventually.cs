using Xunit;

namespace NetTimeline.IntegrationTests;

/// <summary>Waits for what happens by itself; how long it takes is not what is tested.</summary>
static class Eventually
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static async Task HoldsAsync(Func<Task<bool>> holds)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        while (!await holds())
        {
            await Task.Delay(25, patience.Token);
        }
    }

    public static Task HoldsAsync(Func<bool> holds) => HoldsAsync(() => Task.FromResult(holds()));
}
