using System.CommandLine;

namespace NetTimeline.Cli;

/// <summary>
/// A value that an option gives or else a variable of the environment. The variable is read late: help must not show
/// the password in a connection string.
/// </summary>
sealed class Setting
{
    readonly string variable;
    readonly Option<string?> option;

    /// <param name="name">Of the option: <c>--server</c>.</param>
    /// <param name="variable">Of the environment.</param>
    /// <param name="value">What stands for the value in help: URL.</param>
    /// <param name="description">A sentence, or what goes before the variable's name.</param>
    public Setting(string name, string variable, string value, string description)
    {
        this.variable = variable;
        option = new Option<string?>(name)
        {
            HelpName = value,
            Description = $"{description} Or the variable {variable}.",
        };
    }

    public void AddTo(Command command) => command.Options.Add(option);

    /// <summary>Null where neither says anything; an empty variable says nothing.</summary>
    public string? Of(ParseResult parsed) => parsed.GetValue(option) is { Length: > 0 } given
        ? given
        : Environment.GetEnvironmentVariable(variable) is { Length: > 0 } found ? found : null;
}
