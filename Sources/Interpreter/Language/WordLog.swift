/// The words that commands look for as operands, found or not.
final class WordLog {
  private(set) var words: [String: Set<String>] = [:]

  func note(_ word: String, of command: String) { words[command, default: []].insert(word) }
}
