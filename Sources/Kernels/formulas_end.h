// Ends what formulas.h began, so that it can be included for the next REAL, LANES and LEVEL.
#undef FN
#undef V
#undef M
#undef C
#undef MANTISSA
#undef MAGIC
#undef FMA
#undef REAL
#undef IS_FLOAT
#undef LANES
