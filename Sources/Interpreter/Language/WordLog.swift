/// The keywords that commands try to match as operands, by command.
final class WordLog {
  private(set) var words: [String: Set<String>] = [:]

  func note(_ word: String, of command: String) { words[command, default: []].insert(word) }
}
