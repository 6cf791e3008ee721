/**
 * Where people and integrators are reached and what they want to hear: preferences, browsers for Web Push, webhooks. Knows
 * nothing of what they are told.
 */
@CheckReturnValue
package io.evently.contact;

import com.google.errorprone.annotations.CheckReturnValue;
