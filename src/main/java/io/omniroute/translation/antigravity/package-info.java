/**
 * The Cloud Code envelope of the Antigravity clients: what it adds round the Gemini dialect, and where that dialect is
 * spoken differently inside it. No I/O, nothing of the Gemini body itself.
 */
@NullMarked
package io.omniroute.translation.antigravity;

import org.jspecify.annotations.NullMarked;
