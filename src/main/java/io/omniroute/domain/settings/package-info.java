/**
 * What an operator set: settings, aliases, custom models and the store that keeps them.
 */
@NullMarked
package io.omniroute.domain.settings;

import org.jspecify.annotations.NullMarked;
