/// A TextMate grammar, as VS Code and others read it: `nn.tmLanguage.json`.
func textmateGrammar(_ words: GrammarWords) -> String {
  let word = #"[A-Za-z0-9_-]"#
  func pattern(_ scope: String, _ expression: String) -> String {
    "    {\"name\": \"\(scope).nn\", \"match\": \(jsonText(expression))}"
  }
  func range(_ begin: String, _ escapes: Bool) -> String {
    let inside =
      escapes ? ", \"patterns\": [{\"name\": \"constant.character.escape.nn\", \"match\": \"\\\\\\\\.\"}]" : ""
    return "    {\"name\": \"string.quoted.nn\", \"begin\": \(jsonText(begin)), \"end\": \(jsonText(begin))\(inside)}"
  }
  let patterns = [
    pattern("comment.block.documentation", #"^\s*#>.*$"#), pattern("comment.line.number-sign", #"(?<=^|\s|;)#.*$"#),
    range("\"", true), range("'", false),
    pattern(
      "keyword.control", #"(?<=^|;|\{|nn> )\s*(?:!|(?:\#(GrammarWords.alternatives(words.commands)))(?!\#(word)))"#),
    pattern("constant.numeric", #"(?<!\#(word)|\.)[0-9][0-9_]*(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?(?!\#(word))"#),
    pattern(
      "support.type", #"(?<!\#(word)|\.)(?:\#(GrammarWords.alternatives(words.operands)))(?!\#(word)|\.|\()"#),
  ]
  return """
    {
      "name": "nnsh",
      "scopeName": "source.nn",
      "fileTypes": ["nn"],
      "comment": "Printed by `nnsh grammar textmate`.",
      "patterns": [
    \(patterns.joined(separator: ",\n"))
      ]
    }

    """
}
