/**
 * What happens to a request between decoding and encoding, and to an answer on its way back, whatever the two dialects
 * are: ids and pairs of tool calls, roles, what a model cannot take, thoughts between tags. Pure; no wire form.
 */
@NullMarked
package io.omniroute.translation.stages;

import org.jspecify.annotations.NullMarked;
