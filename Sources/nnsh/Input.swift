/// What to run, in the order given.
enum Input: Equatable {
  case file(String)
  case commands(String)
  case standardInput
}
