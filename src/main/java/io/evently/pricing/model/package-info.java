/**
 * What a seat should cost: how many orders an event may expect and how they react to its price, learnt from its own sales;
 * what a seat is worth to those who come later; the price that earns most, and the rails that a change must keep. Pure
 * arithmetic on arguments: knows no database, no clock, no bus, and may be used on any thread. {@code bench pricing} holds
 * it to what simulated markets then pay.
 */
@CheckReturnValue
package io.evently.pricing.model;

import com.google.errorprone.annotations.CheckReturnValue;
