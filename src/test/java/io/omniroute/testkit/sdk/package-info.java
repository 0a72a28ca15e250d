/**
 * The vendors' official Java SDKs, each behind the same few words, so that one contract can be run with all of them.
 * Nothing here knows whether a simulator or the gateway answers.
 */
@NullMarked
package io.omniroute.testkit.sdk;

import org.jspecify.annotations.NullMarked;
