/// One input to run.
enum Input: Equatable {
  case file(String)
  case commands(String)
  case standardInput
}
