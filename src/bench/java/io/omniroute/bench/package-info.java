/** Micro-benchmarks (JMH) of the hot path, run by hand: see docs/performance.md. Nothing here is part of the product. */
package io.omniroute.bench;
