using FlexCap.Diagnostics;

namespace FlexCap.Morello.Internal.Assembly;

/// <summary>One statement of the source, without comments: what stands between line ends and semicolons.</summary>
/// <param name="Text">Its characters.</param>
/// <param name="File">Name of the file.</param>
/// <param name="Line">Line on which it begins, from 1.</param>
/// <param name="Column">Column of its first character, from 1.</param>
internal sealed record SourceStatement(string Text, string File, int Line, int Column);

/// <summary>Splits a source into statements: takes comments out, keeps strings and characters whole, and follows line markers of the C preprocessor.</summary>
internal sealed class StatementSplitter
{
    private readonly string _source;
    private readonly DiagnosticBag _diagnostics;
    private readonly List<SourceStatement> _statements = [];
    private readonly System.Text.StringBuilder _text = new();
    private string _file;
    private int _at, _line = 1, _lineStart, _startLine, _startColumn;

    private StatementSplitter(string source, string file, DiagnosticBag diagnostics) => (_source, _file, _diagnostics) = (source, file, diagnostics);

    /// <summary>The statements of a source; empty ones are left out. A comment that is never closed is an error (FX0814).</summary>
    public static List<SourceStatement> Split(string source, string file, DiagnosticBag diagnostics)
    {
        var splitter = new StatementSplitter(source, file, diagnostics);
        splitter.Split();
        return splitter._statements;
    }

    private char Current => _at < _source.Length ? _source[_at] : '\0';

    private char After => _at + 1 < _source.Length ? _source[_at + 1] : '\0';

    private void Split()
    {
        while (_at < _source.Length)
        {
            switch (Current)
            {
                case '\n':
                    EndStatement();
                    _at++;
                    StartLine();
                    break;
                case ';':
                    EndStatement();
                    _at++;
                    break;
                case '/' when After == '/':
                    SkipLine();
                    break;
                case '/' when After == '*':
                    SkipComment();
                    break;
                case '#' when _text.Length == 0 && string.IsNullOrWhiteSpace(_source[_lineStart.._at]):
                    ReadMarker();
                    break;
                case '"':
                    TakeString();
                    break;
                case '\'':
                    TakeCharacter();
                    break;
                default:
                    Take(1);
                    break;
            }
        }

        EndStatement();
    }

    // Blanks before a statement are not part of it.
    private void Take(int count)
    {
        for (; count > 0 && _at < _source.Length; count--)
        {
            if (_text.Length != 0 || !char.IsWhiteSpace(Current))
            {
                if (_text.Length == 0)
                {
                    (_startLine, _startColumn) = (_line, _at - _lineStart + 1);
                }

                _text.Append(Current);
            }

            _at++;
        }
    }

    private void TakeString()
    {
        Take(1);
        while (_at < _source.Length && Current is not ('"' or '\n'))
        {
            Take(Current == '\\' && After != '\n' ? 2 : 1);
        }

        Take(Current == '"' ? 1 : 0);
    }

    private void TakeCharacter()
    {
        Take(1);
        if (Current != '\n')
        {
            Take(Current == '\\' && After != '\n' ? 2 : 1);
        }

        Take(Current == '\'' ? 1 : 0);
    }

    private void EndStatement()
    {
        var text = _text.ToString().TrimEnd();
        if (text.Length != 0)
        {
            _statements.Add(new SourceStatement(text, _file, _startLine, _startColumn));
        }

        _text.Clear();
    }

    private void StartLine()
    {
        _line++;
        _lineStart = _at;
    }

    private void SkipLine()
    {
        var end = _source.IndexOf('\n', _at);
        _at = end < 0 ? _source.Length : end;
    }

    private void SkipComment()
    {
        var open = new SourceLocation(_file, _line, _at - _lineStart + 1, 2);
        if (_text.Length != 0)
        {
            _text.Append(' ');
        }

        for (_at += 2; _at < _source.Length; _at++)
        {
            if (Current == '*' && After == '/')
            {
                _at += 2;
                return;
            }

            if (Current == '\n')
            {
                _line++;
                _lineStart = _at + 1;
            }
        }

        _diagnostics.Error("FX0814", open, "This comment is never closed.", "Close it with */.");
    }

    // "# 12 "file.S"" of the preprocessor says what the next line is; any other line that begins with # is a comment.
    private void ReadMarker()
    {
        var start = _at;
        SkipLine();
        var parts = _source[start.._at].TrimStart('#', ' ', '\t').Split(' ', 2, StringSplitOptions.TrimEntries);
        if (parts.Length == 2 && int.TryParse(parts[0], System.Globalization.NumberStyles.None, null, out var line) && line > 0 && parts[1].StartsWith('"')
            && parts[1].IndexOf('"', 1) is > 0 and var end)
        {
            _line = line - 1;
            _file = parts[1][1..end];
        }
    }
}
