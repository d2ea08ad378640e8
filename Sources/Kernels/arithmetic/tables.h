// Constants of the functions: powers of 2 for sigmoid, binary digits of 2/pi for sin and cos, polynomials for erf.
#pragma once
#include <stdint.h>

// 2^(j/8) rounded to 50 bits, so that adding 1 is exact where it matters most, and the relative rest.
static const double eighth_powers[8] = {
  0x1.0000000000000p+0, 0x1.172b83c7d5178p+0, 0x1.306fe0a31b718p+0, 0x1.4bfdad5362a28p+0,
  0x1.6a09e667f3bd0p+0, 0x1.8ace5422aa0d8p+0, 0x1.ae89f995ad3b0p+0, 0x1.d5818dcfba488p+0};
static const double eighth_rests[8] = {
  0x0.0p+0, 0x1.5006147126234p-51, -0x1.2f9a05e291404p-51, -0x1.5dacb6abb4ae4p-53,
  -0x1.36ef4c4cb311cp-51, 0x1.16b571c07ae4bp-51, -0x1.9072e1cf12c2dp-52, -0x1.dbc8f0f6b610bp-54};

// 2/pi: a word before the binary point and 1280 bits after it, most significant word first.
static const uint64_t two_over_pi[21] = {
  0,
  0xa2f9836e4e441529, 0xfc2757d1f534ddc0, 0xdb6295993c439041, 0xfe5163abdebbc561,
  0xb7246e3a424dd2e0, 0x06492eea09d1921c, 0xfe1deb1cb129a73e, 0xe88235f52ebb4484,
  0xe99c7026b45f7e41, 0x3991d639835339f4, 0x9c845f8bbdf9283b, 0x1ff897ffde05980f,
  0xef2f118b5a0a6d1f, 0x6d367ecf27cb09b7, 0x4f463f669e5fea2d, 0x7527bac7ebe5f17b,
  0x3d0739f78a5292ea, 0x6bfb5fb11f8d5d08, 0x56033046fc7b6bab, 0xf0cfbc209af4361d};

// erf(x) / x - 1 in powers of x * x, for |x| < 1; error below 2^-68.
static const double erf_near[14] = {
  0x1.06eba8214db69p-3, -0x1.812746b0379e7p-2, 0x1.ce2f21a042bdep-4, -0x1.b82ce312889bap-6, 0x1.565bcd0e6502dp-8,
  -0x1.c02db3feeb579p-11, 0x1.f9a326c233146p-14, -0x1.f4d2561aeafd4p-17, 0x1.b9e6509b9867dp-20, -0x1.5f6d925a0bc7ap-23,
  0x1.fc4356498c2d9p-27, -0x1.4e607b41a6416p-30, 0x1.7f072188e194dp-34, -0x1.29b9f1b3df556p-38};

// erf(x) in powers of x - m for x in [m - 1/2, m + 1/2), m = 1.5, 2.5, ... 5.5; error below 2^-57.
static const double erf_far[5][18] = {
  {0x1.eea5557137ae0p-1, 0x1.e723726b824a9p-4, -0x1.6d5a95d0a1b3ap-3, 0x1.1c2a02beb6a99p-3, -0x1.6d5a95d0a8e2dp-5,
   -0x1.e723726b75a2bp-7, 0x1.3ca3d72e94d2cp-6, -0x1.36d73a65ecb0ap-8, -0x1.35ae4fb43b234p-9, 0x1.c0380d88e655ap-10,
   -0x1.85b3d151e9cfdp-14, -0x1.0acf353ecb714p-12, 0x1.45cc7994de082p-14, 0x1.2d574ba32d17bp-16, -0x1.d70efbc5f9ed6p-17,
   0x1.32b587a24f780p-21, 0x1.7c67db8e155e0p-20, -0x1.305d37a851c9dp-22},
  {0x1.ffcaa8f4c9beap-1, 0x1.1d83170fbf6fcp-9, -0x1.64e3dcd3af2d3p-8, 0x1.119da0c46cc88p-7, -0x1.1a89b97cf1214p-7,
   0x1.90e81283fccadp-8, -0x1.6ecdbf63b4dcep-9, 0x1.1c610bc8e5f86p-11, 0x1.11551b52fb796p-12, -0x1.06717857ad0fap-12,
   0x1.4a84c20123815p-14, 0x1.58bbca2bba994p-18, -0x1.d88c48f8a82b3p-17, 0x1.3ad68181439ecp-18, 0x1.9f3af4d2b1565p-23,
   -0x1.595d63766c65ep-21, 0x1.495bf0556d5dep-23, 0x1.8353e53661806p-26},
  {0x1.ffffe710d565ep-1, 0x1.6a597219a93d4p-18, -0x1.3d0e43d6734d9p-16, 0x1.62ccea63cb29ap-15, -0x1.1c07721adce45p-14,
   0x1.586bafc9b36e3p-14, -0x1.46153fb62cc1cp-14, 0x1.e827fafc968b1p-15, -0x1.1f63056912abap-15, 0x1.013525a7dacb3p-16,
   -0x1.3773e12d91261p-18, 0x1.dd8021aae75eap-22, 0x1.dc69f55490dbfp-22, -0x1.43f06e7cae34dp-22, 0x1.8ddc35b8e5308p-24,
   -0x1.83eccdb1df23fp-28, -0x1.343ba005050efp-27, 0x1.09106bf9376f0p-28},
  {0x1.fffffffe4fa30p-1, 0x1.f1e3523b419dcp-30, -0x1.180fde419db9bp-27, 0x1.99b8665622088p-26, -0x1.b598cb3e82ce6p-25,
   0x1.6b1baf4475855p-24, -0x1.e650e3e0951b5p-24, 0x1.0d678f996672dp-23, -0x1.f5f30ee2c8017p-24, 0x1.8d2e60635af64p-24,
   -0x1.0c3ad3c9478e7p-24, 0x1.34eeb3600ab29p-25, -0x1.2cc6700a2f42fp-26, 0x1.e47b6b3a2c4f4p-28, -0x1.3380b3f935c1fp-29,
   0x1.feff5b497e711p-32, 0x1.ff8471d695744p-36, -0x1.0130e006382b6p-34},
  {0x1.fffffffffffbep-1, 0x1.7258610b610cap-44, -0x1.fd39851bc9c5bp-42, 0x1.cb12e2efec9a2p-40, -0x1.310120c42b854p-38,
   0x1.3e4a1fd95a892p-37, -0x1.0f6e737811d74p-36, 0x1.84a4da92ad98ep-36, -0x1.dc3a87200077ep-36, 0x1.fa7b21db0ecb7p-36,
   -0x1.d862727b3aa92p-36, 0x1.85904bddfbeafp-36, -0x1.1e14ccc672c7cp-36, 0x1.75a5366a976f1p-37, -0x1.ab79a4232a0f7p-38,
   0x1.c1b01326d16bep-39, -0x1.edcecf5c985dap-40, 0x1.8335bcf16eb08p-41},
};
