/**
 * The hub of translation: what a chat request, its answer and the events of its stream mean, in no vendor's wire form.
 * The vocabulary is that of OpenAI chat completions plus the extensions of translation section 3. No JSON shapes, no
 * rules of one vendor.
 */
@NullMarked
package io.omniroute.domain.chat;

import org.jspecify.annotations.NullMarked;
