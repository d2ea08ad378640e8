import Expressions

/// A Markdown article with the commands of its nn blocks in canonical form; prose, output and equations stay.
package enum ArticleFormat {
  /// nil if a block has a syntax error.
  package static func formatted(_ article: SourceText) -> SourceText? {
    let reader = ArticleBlockReader(article)
    let blocks = reader.blocks
    guard reader.faults.isEmpty else { return nil }
    var lines = article.allLines
    for block in blocks.reversed() where block.kind == .commands {
      let range = block.lines.lowerBound - 1..<block.lines.upperBound - 1
      guard let changed = formatted(Array(lines[range])) else { return nil }
      lines.replaceSubrange(range, with: changed)
    }
    return SourceText(name: article.name, bytes: Array(lines.joined(separator: "\n").utf8))
  }

  /// The lines of a block: with prompts each command by itself, if it is on one line.
  private static func formatted(_ lines: [String]) -> [String]? {
    guard lines.contains(where: { $0.drop { $0 == " " }.hasPrefix("nn> ") }) else {
      let margin = String(lines.first { !$0.allSatisfy { $0 == " " } }?.prefix { $0 == " " } ?? "")
      guard let script = formatted(lines.joined(separator: "\n")) else { return nil }
      return script.map { $0.isEmpty ? "" : margin + $0 }
    }
    let parser = Parser(.nnsh)
    var result: [String] = []
    for line in lines {
      let margin = line.prefix { $0 == " " }
      let text = line.dropFirst(margin.count)
      guard text.hasPrefix("nn> "), !parser.isIncomplete(String(text.dropFirst(4))) else {
        result.append(line)
        continue
      }
      guard let command = formatted(String(text.dropFirst(4))) else { return nil }
      result.append(command.count == 1 ? "\(margin)nn> \(command[0])" : line)
    }
    return result
  }

  private static func formatted(_ text: String) -> [String]? {
    ScriptFormat.formatted(SourceText(name: "<block>", text + "\n")).map { script in
      Array(script.allLines.dropLast())
    }
  }
}
