# Reads a network and patterns by the kernel of SNNS, prints the outputs for each pattern and writes both again.
suppressMessages(library(RSNNS))
files <- commandArgs(TRUE)
kernel <- SnnsRObjectFactory()
stopifnot(kernel$loadNet(files[1])$err == 0)
patterns <- kernel$loadNewPatterns(files[2])
stopifnot(patterns$err == 0)
kernel$setUpdateFunc("Topological_Order", 0)
kernel$setCurrPatSet(patterns$number)
units <- seq_len(kernel$getNoOfUnits())
outputs <- units[sapply(units, function(unit) kernel$getUnitTType(unit)) == 2]
for (pattern in seq_len(kernel$getNoOfPatterns())) {
  kernel$setPatternNo(pattern)
  kernel$showPattern(2)
  kernel$updateNet(0)
  cat("outputs", sapply(outputs, function(unit) sprintf("%.9g", kernel$getUnitOutput(unit))), "\n")
}
kernel$saveNet("again.net", "again")
kernel$saveNewPatterns("again.pat", patterns$number)
