/** The conformance cases of the specification: read, played and judged the same way by the pure test and over HTTP. */
package io.omniroute.testkit.cases;
