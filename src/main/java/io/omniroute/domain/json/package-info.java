/**
 * JSON as a value: tool schemas, kept fields, bodies on their way through the hub. No parser and no writer: Jackson
 * stops at {@code translation.json}.
 */
@NullMarked
package io.omniroute.domain.json;

import org.jspecify.annotations.NullMarked;
