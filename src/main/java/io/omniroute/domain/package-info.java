/**
 * The shared nouns and the walls ({@code …Store}, {@code Transactions}, {@code Secrets}) behind which I/O lives.
 * No decision, no I/O, no library: {@code java.*} and JSpecify only.
 */
@NullMarked
package io.omniroute.domain;

import org.jspecify.annotations.NullMarked;
