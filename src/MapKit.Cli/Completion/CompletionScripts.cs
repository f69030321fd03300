namespace MapKit.Cli.Completion;

/// <summary>What a shell runs to complete command lines of mapkit: it asks the program itself, and adds the names of files where the program says so.</summary>
internal static class CompletionScripts
{
    /// <summary>The shells.</summary>
    public static readonly string[] Shells = ["bash", "zsh", "fish"];

    private const string Bash = """
        # Completion of mapkit for bash: source it, or install it as /usr/share/bash-completion/completions/mapkit.
        _mapkit() {
            # A colon or an equals sign is part of a word here: hash:/etc/postfix/transport, --type=hash.
            local line words word candidate typed=$2 files=
            line=${COMP_LINE:0:COMP_POINT}
            read -r -a words <<< "$line"
            [[ $line == *[[:space:]] ]] && words+=("")
            word=${words[${#words[@]}-1]}
            [[ $typed == [:=] ]] && typed=
            COMPREPLY=()
            while IFS= read -r candidate; do
                if [[ $candidate == '*' ]]; then files=yes; else COMPREPLY+=("${candidate:$((${#word}-${#typed}))}"); fi
            done < <("${words[0]}" complete -- "${words[@]:1}" 2>/dev/null)
            [[ $files ]] || compopt +o default 2>/dev/null
            return 0
        }
        complete -o default -F _mapkit mapkit

        """;

    private const string Zsh = """
        #compdef mapkit
        # Completion of mapkit for zsh: install it as _mapkit in a folder of $fpath.
        _mapkit() {
            local -a candidates
            local files=
            candidates=("${(@f)$(${words[1]} complete -- "${(@)words[2,CURRENT]}" 2>/dev/null)}")
            if [[ ${candidates[-1]} == '*' ]]; then
                files=yes
                candidates[-1]=()
            fi
            (( ${#candidates[1]} )) && compadd -- "${candidates[@]}"
            [[ -n $files ]] && _files
        }
        if [[ ${funcstack[1]} == _mapkit ]]; then _mapkit "$@"; else compdef _mapkit mapkit; fi

        """;

    private const string Fish = """
        # Completion of mapkit for fish: install it as completions/mapkit.fish.
        function __mapkit_answer
            set -l words (commandline -opc) (commandline -ct)
            $words[1] complete -- $words[2..-1] 2>/dev/null
        end
        function __mapkit_takes_no_file
            set -l answer (__mapkit_answer)
            not contains -- '*' $answer
        end
        function __mapkit_complete
            __mapkit_answer | string match --invert -- '\*'
        end
        complete -c mapkit -n __mapkit_takes_no_file -f
        complete -c mapkit -a '(__mapkit_complete)'

        """;

    /// <summary>The script for a shell.</summary>
    /// <param name="shell">One of <see cref="Shells"/>.</param>
    public static string For(string shell) => shell switch { "bash" => Bash, "zsh" => Zsh, _ => Fish };
}
