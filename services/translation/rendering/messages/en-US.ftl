# What is said otherwise in the United States: business days, checkout without an article, a gift; and plainer.

acknowledgement =
    Thanks for getting in touch. We’ve received your message, and your reference number is { $ticket }.

    You’ll hear from us by { $answer_by }. If you’d like to add anything in the meantime, just reply to this message.
    .subject = We’ve received your message ({ $ticket })

outside_hours =
    Thanks for your message. We’ve received it, and your reference number is { $ticket }. Our team is away right now and will be back on { $open_from }.

    We’ll get back to you as soon as we return.
    .subject = We’ve received your message and will be back soon ({ $ticket })

reply_delayed =
    We’re sorry that our answer to your request { $ticket } is taking longer than we promised.

    You’ll have it by { $answer_by }. Thank you for your patience.
    .subject = Our answer is taking longer than promised ({ $ticket })

escalated =
    To get you the right answer, we’ve passed your request { $ticket } to a specialist on our team.

    You don’t need to explain anything again: the specialist can see everything you’ve written to us. You’ll hear from them by { $answer_by }.
    .subject = A specialist is now working on your request ({ $ticket })

solved =
    Your request { $ticket } has been solved. We hope everything works the way you need it to.

    If anything is still open, just reply to this message by { $reopen_until }, and we’ll pick it up again.
    .subject = Your request has been solved ({ $ticket })

survey_invitation =
    You recently contacted us about request { $ticket }. We’d love to know how we did.

    { $questions ->
        [one] There’s just one question, and your answer will help us improve:
       *[other] There are just { $questions } questions, and your answers will help us improve:
    }

    { $survey }
    .subject = How did we do? ({ $ticket })

return_received =
    The items you sent back from order { $order } have arrived. Thank you for returning them.

    We’ll check them and get back to you within { $working_days ->
        [one] one business day
       *[other] { $working_days } business days
    }.
    .subject = Your return has arrived (order { $order })

refund_issued =
    We’ve refunded { $amount } for your order { $order } to the payment method you used.

    Depending on your bank, it can take up to { $working_days ->
        [one] one business day
       *[other] { $working_days } business days
    } for the money to show up in your account.
    .subject = Your refund of { $amount } (order { $order })

order_delayed =
    We’re sorry that your order { $order } will arrive later than we promised. We now expect it on { $expected }.

    You don’t need to do anything. If the new date doesn’t work for you, just reply to this message, and we’ll find a solution together.
    .subject = Your order { $order } is delayed

parcel_delivered =
    Your order { $order } with { $product } has been delivered. We hope you enjoy it.

    Here’s how to get started:

    { $guide }

    If anything is missing or damaged, just reply to this message, and we’ll make it right.
    .subject = Getting started with { $product }

coupon_issued =
    Here’s a coupon for you: it takes { $amount } off your next order.

    Code: { $coupon }

    Enter it at checkout by { $valid_until }.
    .subject = A coupon for you: { $amount } off your next order

points_earned =
    Thank you for your order { $order }. You’ve earned { $points ->
        [one] one point
       *[other] { $points } points
    }.

    Your balance is now { $balance ->
        [one] one point
       *[other] { $balance } points
    }.
    .subject = { $points ->
        [one] You’ve earned one point
       *[other] You’ve earned { $points } points
    }

tier_raised =
    Congratulations, you’ve reached { $tier }. All its benefits are yours through { $valid_until }.

    Thank you for shopping with us.
    .subject = Welcome to { $tier }

referral_rewarded =
    Someone you invited has placed their first order with us. To thank you, we’ve added { $points ->
        [one] one point
       *[other] { $points } points
    } to your account.

    Thank you for recommending us.
    .subject = { $points ->
        [one] One point for your referral
       *[other] { $points } points for your referral
    }

birthday =
    Happy birthday! As a gift, we’ve added { $points ->
        [one] one point
       *[other] { $points } points
    } to your account.

    You can spend your gift through { $expires }. Have a wonderful day.
    .subject = A birthday gift for you

verification_code =
    Your verification code is { $code }. It’s valid for { $minutes ->
        [one] one minute
       *[other] { $minutes } minutes
    }.

    Enter it only on our website or in our app, and don’t share it with anyone, not even with us. If you didn’t ask for a code, you can ignore this message.
    .subject = Your verification code

machine_translated =
    This message was translated automatically. Original language: { $language }. If anything is unclear, just let us know, and a person will check the translation.
