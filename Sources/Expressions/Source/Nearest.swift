/// The candidate with the fewest edits (insert, delete, change, swap), if few enough to be a typo.
package func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
  guard word.utf8.count <= 100 else { return nil }
  let limit = max(1, word.count / 3)
  var best: (String, Int)?
  for candidate in candidates {
    let distance = editDistance(Array(word), Array(candidate))
    if distance <= limit, distance < best?.1 ?? .max { best = (candidate, distance) }
  }
  return best?.0
}

/// Damerau's distance with adjacent swaps (optimal string alignment).
private func editDistance(_ a: [Character], _ b: [Character]) -> Int {
  var beforeLast: [Int] = []
  var last = Array(0...b.count)
  for i in 0..<a.count {
    var row = [i + 1]
    for j in 0..<b.count {
      var cost = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, beforeLast[j - 1] + 1) }
      row.append(cost)
    }
    beforeLast = last
    last = row
  }
  return last[b.count]
}
