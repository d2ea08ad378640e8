/// What a word of a command's forms means, as its details say it.
extension Synopsis {
  /// After `WORD: ` or `WORD, WORD: ` up to the end of the sentence, or on a line `WORD   MEANING`, or what follows the
  /// word at the beginning of a sentence; nil if the details do not say it.
  func meaning(of word: String) -> String? {
    let lines = details.split(separator: "\n")
    if let first = lines.firstIndex(where: { $0.hasPrefix(word + "  ") }) {
      let rest = lines[(first + 1)...].prefix { $0.hasPrefix("  ") }
      let formulas = ([lines[first].dropFirst(word.count)] + rest).map { $0.drop { $0 == " " } }
      // Of several formulas the one for the parameter says most.
      let update = formulas.first { $0.hasPrefix("w = ") } ?? formulas[0]
      return ([update] + formulas.filter { $0 != update }).joined(separator: "; ")
    }
    for sentence in sentences {
      guard let colon = sentence.firstRange(of: ": ") else { continue }
      let words = sentence[..<colon.lowerBound].split(separator: ", ", omittingEmptySubsequences: false)
      guard words == ["\(name) \(word)"] || words.contains(Substring(word)) && words.allSatisfy({ !$0.contains(" ") })
      else { continue }
      return sentence[colon.upperBound...].withoutPeriod
    }
    return sentences.first { $0.hasPrefix(word + " ") }?.dropFirst(word.count + 1).withoutPeriod
  }

  private var sentences: [String] {
    details.replacing("\n", with: " ").split(separator: ". ").reduce(into: []) { sentences, part in
      // An initial, as in `T. Rashid`, does not end a sentence.
      if let last = sentences.last, last.dropLast().last == " ", last.last?.isUppercase == true {
        sentences[sentences.count - 1] = last + ". " + part
      } else {
        sentences.append(String(part))
      }
    }
  }
}

extension Substring {
  fileprivate var withoutPeriod: String { String(hasSuffix(".") ? dropLast() : self) }
}
