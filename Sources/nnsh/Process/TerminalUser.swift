import LineEditor
import Safety

/// What a person at the terminal has asked for.
enum TerminalUser {
  /// Whether a screen reader reads the terminal: nothing is drawn twice then, and no picture is made of characters.
  static var isReadAloud: Bool { environment("NNSH_SCREEN_READER").map { $0 != "0" } ?? false }

  /// Whether the locale is in UTF-8, according to the environment.
  static var showsUnicode: Bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment($0) }.first?.lowercased() ?? ""
    return locale.contains("utf-8") || locale.contains("utf8")
  }
}
