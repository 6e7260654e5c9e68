# Modern standard Arabic. The reader is addressed in the plural (رسالتكم), which is the form of respect and the same for
# men and women. One and two are said without a number; the dual has its case.

acknowledgement =
    شكرًا لتواصلكم معنا. لقد تلقينا رسالتكم، ورقم طلبكم هو { $ticket }.

    سنجيبكم في موعد أقصاه { $answer_by }. وإن رغبتم في إضافة أي معلومات، فيكفي الرد على هذه الرسالة.
    .subject = تلقينا رسالتكم ({ $ticket })

outside_hours =
    شكرًا لتواصلكم معنا. لقد تلقينا رسالتكم، ورقم طلبكم هو { $ticket }. نحن الآن خارج أوقات العمل، وسيعود فريقنا إلى خدمتكم في { $open_from }.

    سنجيبكم فور عودتنا.
    .subject = تلقينا رسالتكم خارج أوقات العمل ({ $ticket })

reply_delayed =
    نعتذر إليكم لأن الرد على طلبكم { $ticket } يستغرق وقتًا أطول مما وعدناكم به.

    سيصلكم ردنا في موعد أقصاه { $answer_by }. نشكركم على صبركم وتفهمكم.
    .subject = نعتذر عن تأخر ردنا ({ $ticket })

escalated =
    حرصًا على تقديم أفضل إجابة لكم، أحلنا طلبكم { $ticket } إلى أحد المختصين في فريقنا.

    لا حاجة إلى إعادة الشرح، فالمختص مطّلع على كل ما كتبتموه لنا. وسيصلكم الرد في موعد أقصاه { $answer_by }.
    .subject = طلبكم الآن لدى أحد المختصين ({ $ticket })

solved =
    تمت معالجة طلبكم { $ticket }، ونأمل أن يكون الحل قد نال رضاكم.

    إن بقي أي أمر دون حل، فيُرجى الرد على هذه الرسالة حتى { $reopen_until }، وسنتابع الموضوع معكم.
    .subject = تمت معالجة طلبكم ({ $ticket })

survey_invitation =
    تواصلتم معنا مؤخرًا بشأن الطلب { $ticket }، ويهمنا أن نعرف رأيكم في خدمتنا.

    يتضمن الاستبيان { $questions ->
        [zero] { $questions } سؤال
        [one] سؤالًا واحدًا فقط
        [two] سؤالين فقط
        [few] { $questions } أسئلة فقط
        [many] { $questions } سؤالًا فقط
       *[other] { $questions } سؤال فقط
    }، ورأيكم يساعدنا على التحسن:

    { $survey }
    .subject = يهمنا رأيكم في خدمتنا ({ $ticket })

return_received =
    وصلت إلينا المنتجات التي أعدتموها من الطلب { $order }، ونشكركم على ذلك.

    سنفحصها ونوافيكم بالنتيجة خلال { $working_days ->
        [zero] { $working_days } يوم عمل
        [one] يوم عمل واحد
        [two] يومي عمل
        [few] { $working_days } أيام عمل
        [many] { $working_days } يوم عمل
       *[other] { $working_days } يوم عمل
    }.
    .subject = وصلت إلينا المنتجات المعادة (الطلب { $order })

refund_issued =
    أعدنا إليكم مبلغ { $amount } عن الطلب { $order } عبر وسيلة الدفع التي استخدمتموها.

    قد يستغرق ظهور المبلغ في حسابكم مدة تصل إلى { $working_days ->
        [zero] { $working_days } يوم عمل
        [one] يوم عمل واحد
        [two] يومي عمل
        [few] { $working_days } أيام عمل
        [many] { $working_days } يوم عمل
       *[other] { $working_days } يوم عمل
    }، بحسب البنك الذي تتعاملون معه.
    .subject = استرداد مبلغ { $amount } (الطلب { $order })

order_delayed =
    نعتذر إليكم لأن طلبكم { $order } سيصل متأخرًا عن الموعد المحدد. ومن المتوقع الآن أن يصل في { $expected }.

    لا يلزمكم القيام بأي إجراء. وإن لم يناسبكم الموعد الجديد، فيُرجى الرد على هذه الرسالة لنجد معًا حلًا مناسبًا.
    .subject = تأخر وصول طلبكم { $order }

parcel_delivered =
    تم تسليم طلبكم { $order } الذي يتضمن { $product }، ونتمنى أن ينال رضاكم.

    تجدون هنا طريقة الاستخدام:

    { $guide }

    إن كان هناك أي نقص أو تلف، فيُرجى الرد على هذه الرسالة، وسنعالج الأمر.
    .subject = طريقة استخدام { $product }

coupon_issued =
    يسرنا أن نقدم إليكم قسيمة خصم بقيمة { $amount } على طلبكم القادم.

    الرمز: { $coupon }

    يُرجى إدخاله عند إتمام الشراء حتى { $valid_until }.
    .subject = قسيمة خصم لكم بقيمة { $amount }

points_earned =
    شكرًا لكم على طلبكم { $order }. لقد كسبتم به { $points ->
        [zero] { $points } نقطة
        [one] نقطة واحدة
        [two] نقطتين
        [few] { $points } نقاط
        [many] { $points } نقطة
       *[other] { $points } نقطة
    }.

    رصيدكم الآن { $balance ->
        [zero] { $balance } نقطة
        [one] نقطة واحدة
        [two] نقطتان
        [few] { $balance } نقاط
        [many] { $balance } نقطة
       *[other] { $balance } نقطة
    }.
    .subject = { $points ->
        [zero] كسبتم { $points } نقطة
        [one] كسبتم نقطة واحدة
        [two] كسبتم نقطتين
        [few] كسبتم { $points } نقاط
        [many] كسبتم { $points } نقطة
       *[other] كسبتم { $points } نقطة
    }

points_expiring =
    لديكم { $points ->
        [zero] { $points } نقطة تنتهي صلاحيتها
        [one] نقطة واحدة تنتهي صلاحيتها
        [two] نقطتان تنتهي صلاحيتهما
        [few] { $points } نقاط تنتهي صلاحيتها
        [many] { $points } نقطة تنتهي صلاحيتها
       *[other] { $points } نقطة تنتهي صلاحيتها
    } في { $expires }.

    يمكنكم استخدام رصيدكم في طلبكم القادم حتى نهاية ذلك اليوم.
    .subject = { $points ->
        [zero] قرب انتهاء صلاحية { $points } نقطة
        [one] قرب انتهاء صلاحية نقطة واحدة
        [two] قرب انتهاء صلاحية نقطتين
        [few] قرب انتهاء صلاحية { $points } نقاط
        [many] قرب انتهاء صلاحية { $points } نقطة
       *[other] قرب انتهاء صلاحية { $points } نقطة
    }

tier_raised =
    تهانينا، لقد بلغتم مستوى { $tier }، وجميع مزاياه متاحة لكم حتى { $valid_until }.

    نشكركم على ثقتكم بنا.
    .subject = مرحبًا بكم في مستوى { $tier }

tier_lowered =
    انتهت مدة مستواكم السابق، وأصبح مستواكم الآن { $tier }.

    لا يفصلكم عن المستوى السابق سوى { $points ->
        [zero] { $points } نقطة
        [one] نقطة واحدة
        [two] نقطتين
        [few] { $points } نقاط
        [many] { $points } نقطة
       *[other] { $points } نقطة
    }. وتبقى النقاط التي جمعتموها في رصيدكم.
    .subject = مستواكم الآن { $tier }

referral_rewarded =
    أتمّ أحد الذين دعوتموهم أول طلب له لدينا. وتعبيرًا عن شكرنا، أضفنا إلى رصيدكم { $points ->
        [zero] { $points } نقطة
        [one] نقطة واحدة
        [two] نقطتين
        [few] { $points } نقاط
        [many] { $points } نقطة
       *[other] { $points } نقطة
    }.

    شكرًا لكم على توصيتكم بنا.
    .subject = { $points ->
        [zero] { $points } نقطة مقابل توصيتكم
        [one] نقطة واحدة مقابل توصيتكم
        [two] نقطتان مقابل توصيتكم
        [few] { $points } نقاط مقابل توصيتكم
        [many] { $points } نقطة مقابل توصيتكم
       *[other] { $points } نقطة مقابل توصيتكم
    }

birthday =
    كل عام وأنتم بخير. بمناسبة يوم ميلادكم، أضفنا إلى رصيدكم { $points ->
        [zero] { $points } نقطة
        [one] نقطة واحدة
        [two] نقطتين
        [few] { $points } نقاط
        [many] { $points } نقطة
       *[other] { $points } نقطة
    } هديةً منا.

    يمكنكم استخدام هديتكم حتى { $expires }. نتمنى لكم يومًا سعيدًا.
    .subject = هدية لكم بمناسبة يوم ميلادكم

verification_code =
    رمز التحقق الخاص بكم هو { $code }، وهو صالح لمدة { $minutes ->
        [zero] { $minutes } دقيقة
        [one] دقيقة واحدة
        [two] دقيقتين
        [few] { $minutes } دقائق
        [many] { $minutes } دقيقة
       *[other] { $minutes } دقيقة
    }.

    يُرجى إدخاله في موقعنا أو تطبيقنا فقط، وعدم مشاركته مع أي شخص، ولا حتى معنا. وإن لم تطلبوا هذا الرمز، فيمكنكم تجاهل هذه الرسالة.
    .subject = رمز التحقق الخاص بكم

machine_translated =
    تُرجمت هذه الرسالة آليًا. لغة النص الأصلي: { $language }. إن كان هناك أي غموض، فيُرجى إخبارنا ليراجع أحد موظفينا الترجمة.
