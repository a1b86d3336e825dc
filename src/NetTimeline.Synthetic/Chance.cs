namespace NetTimeline.Synthetic;

/// <summary>
/// Dice that fall the same way on every machine: SplitMix64 (Steele, Lea and Flood, OOPSLA 2014), whole numbers only.
/// One for each patient, so that none depends on how many there are.
/// </summary>
sealed class Chance
{
    const ulong Golden = 0x9E3779B97F4A7C15;

    ulong state;

    Chance(ulong state) => this.state = state;

    public static Chance Of(long seed, long patient)
    {
        unchecked
        {
            return new Chance(Mixed(Mixed((ulong)seed + Golden) + (ulong)patient));
        }
    }

    /// <summary>From 0 to <paramref name="limit"/>, the limit excluded.</summary>
    public int Below(int limit) => (int)Math.BigMul(Next(), (ulong)limit, out _);

    /// <summary>Both ends included.</summary>
    public int Between(int least, int most) => least + Below(most - least + 1);

    public bool Percent(int percent) => Below(100) < percent;

    public bool Permille(int permille) => Below(1000) < permille;

    public T OneOf<T>(params ReadOnlySpan<T> all) => all[Below(all.Length)];

    /// <summary>A place in the list; the greater its weight, the oftener.</summary>
    public int Weighted(params ReadOnlySpan<int> weights)
    {
        var sum = 0;
        foreach (var weight in weights)
        {
            sum += weight;
        }

        var left = Below(sum);
        var at = 0;
        while (left >= weights[at])
        {
            left -= weights[at++];
        }

        return at;
    }

    ulong Next()
    {
        unchecked
        {
            state += Golden;
            return Mixed(state);
        }
    }

    static ulong Mixed(ulong bits)
    {
        unchecked
        {
            bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
            bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
            return bits ^ (bits >> 31);
        }
    }
}
