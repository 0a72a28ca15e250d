/**
 * May it run? Key scope, blocked providers and request limits become a verdict. Pure: facts come in as arguments.
 */
@NullMarked
package io.omniroute.policy;

import org.jspecify.annotations.NullMarked;
