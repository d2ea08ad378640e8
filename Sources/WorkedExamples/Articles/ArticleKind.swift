import Expressions

/// What a document is written in.
package enum ArticleKind: Sendable {
  /// Markdown or plain text.
  case text
  case latex
  case html

  /// By the extension, or else by the content.
  package init(name: String, bytes: [UInt8]) {
    switch name.split(separator: ".").last?.lowercased() {
    case "html", "htm", "xhtml": self = .html
    case "tex", "latex", "ltx": self = .latex
    case "md", "markdown", "txt", "text", "rst": self = .text
    default: self = ArticleKind(of: MappedText(Array(bytes.prefix(4000))))
    }
  }

  private init(of beginning: MappedText) {
    let start = beginning.trimmed(0..<beginning.count).lowerBound
    let lowered = beginning.text(start..<min(beginning.count, start + 14)).lowercased()
    if lowered.hasPrefix("<!doctype html") || lowered.hasPrefix("<html") || beginning.find("<body", from: 0) != nil {
      self = .html
    } else if beginning.find("\\documentclass", from: 0) != nil || beginning.find("\\begin{document}", from: 0) != nil {
      self = .latex
    } else {
      self = .text
    }
  }
}
