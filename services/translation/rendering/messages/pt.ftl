# Portuguese as it is written in Brazil, with você. The form "one" is also that of 0, so it has the number in it.

acknowledgement =
    Agradecemos o seu contato. Recebemos sua mensagem, e o número do seu atendimento é { $ticket }.

    Você receberá nossa resposta até { $answer_by }. Se quiser acrescentar algo, basta responder a esta mensagem.
    .subject = Recebemos sua mensagem ({ $ticket })

outside_hours =
    Agradecemos o seu contato. Recebemos sua mensagem, e o número do seu atendimento é { $ticket }. No momento, estamos fora do horário de atendimento; nossa equipe volta em { $open_from }.

    Responderemos a você assim que voltarmos.
    .subject = Recebemos sua mensagem fora do horário de atendimento ({ $ticket })

reply_delayed =
    Pedimos desculpas: nossa resposta ao seu atendimento { $ticket } está demorando mais do que informamos.

    Você a receberá até { $answer_by }. Agradecemos a sua paciência.
    .subject = Nossa resposta está atrasada ({ $ticket })

escalated =
    Para dar a melhor resposta a você, encaminhamos seu atendimento { $ticket } a um especialista da nossa equipe.

    Você não precisa explicar tudo de novo: o especialista tem acesso a tudo o que você nos escreveu. Você receberá a resposta até { $answer_by }.
    .subject = Um especialista está cuidando do seu atendimento ({ $ticket })

solved =
    Seu atendimento { $ticket } foi resolvido. Esperamos que tudo tenha ficado como você precisava.

    Se ainda houver algo pendente, responda a esta mensagem até { $reopen_until } e retomaremos o atendimento.
    .subject = Seu atendimento foi resolvido ({ $ticket })

survey_invitation =
    Há pouco tempo você nos procurou no atendimento { $ticket }. Queremos saber como foi.

    { $questions ->
        [one] É só { $questions } pergunta, e sua resposta vai nos ajudar a melhorar:
        [many] São só { $questions } de perguntas, e suas respostas vão nos ajudar a melhorar:
       *[other] São só { $questions } perguntas, e suas respostas vão nos ajudar a melhorar:
    }

    { $survey }
    .subject = Como foi o seu atendimento? ({ $ticket })

return_received =
    Recebemos os itens que você devolveu do pedido { $order }. Agradecemos o envio.

    Vamos conferi-los e escreveremos a você em até { $working_days ->
        [one] { $working_days } dia útil
        [many] { $working_days } de dias úteis
       *[other] { $working_days } dias úteis
    }.
    .subject = Recebemos sua devolução (pedido { $order })

refund_issued =
    Reembolsamos { $amount } do seu pedido { $order } na forma de pagamento que você usou.

    Dependendo do seu banco, o valor pode levar até { $working_days ->
        [one] { $working_days } dia útil
        [many] { $working_days } de dias úteis
       *[other] { $working_days } dias úteis
    } para aparecer na sua conta.
    .subject = Seu reembolso de { $amount } (pedido { $order })

order_delayed =
    Pedimos desculpas: seu pedido { $order } vai chegar depois do prazo informado. A nova previsão de entrega é { $expected }.

    Você não precisa fazer nada. Se a nova data não for boa para você, responda a esta mensagem e encontraremos uma solução juntos.
    .subject = Seu pedido { $order } está atrasado

parcel_delivered =
    Seu pedido { $order }, com { $product }, foi entregue. Esperamos que você aproveite bastante.

    Veja como começar:

    { $guide }

    Se algo estiver faltando ou tiver chegado danificado, responda a esta mensagem e vamos resolver.
    .subject = Primeiros passos com { $product }

coupon_issued =
    Temos um cupom para você: { $amount } de desconto no próximo pedido.

    Código: { $coupon }

    Basta informá-lo ao finalizar a compra, até { $valid_until }.
    .subject = Um cupom de { $amount } para você

points_earned =
    Agradecemos o seu pedido { $order }. Com ele, você ganhou { $points ->
        [one] { $points } ponto
        [many] { $points } de pontos
       *[other] { $points } pontos
    }.

    Seu saldo agora é de { $balance ->
        [one] { $balance } ponto
        [many] { $balance } de pontos
       *[other] { $balance } pontos
    }.
    .subject = { $points ->
        [one] Você ganhou { $points } ponto
        [many] Você ganhou { $points } de pontos
       *[other] Você ganhou { $points } pontos
    }

points_expiring =
    Lembramos que { $points ->
        [one] { $points } ponto da sua conta expira
        [many] { $points } de pontos da sua conta expiram
       *[other] { $points } pontos da sua conta expiram
    } depois de { $expires }.

    Até essa data, inclusive, você pode usar seus pontos no próximo pedido.
    .subject = { $points ->
        [one] { $points } ponto expira em breve
        [many] { $points } de pontos expiram em breve
       *[other] { $points } pontos expiram em breve
    }

tier_raised =
    Parabéns, você chegou ao nível { $tier }! Todos os benefícios desse nível são seus até { $valid_until }.

    Agradecemos a sua fidelidade.
    .subject = Boas-vindas ao nível { $tier }

tier_lowered =
    Seu nível agora é { $tier }, porque o período do nível anterior terminou.

    { $points ->
        [one] Falta apenas { $points } ponto
        [many] Faltam apenas { $points } de pontos
       *[other] Faltam apenas { $points } pontos
    } para você voltar ao nível anterior. Os pontos que você acumulou continuam sendo seus.
    .subject = Seu nível agora é { $tier }

referral_rewarded =
    Uma pessoa que você convidou fez o primeiro pedido conosco. Como agradecimento, creditamos { $points ->
        [one] { $points } ponto
        [many] { $points } de pontos
       *[other] { $points } pontos
    } na sua conta.

    Agradecemos a indicação.
    .subject = { $points ->
        [one] { $points } ponto pela sua indicação
        [many] { $points } de pontos pela sua indicação
       *[other] { $points } pontos pela sua indicação
    }

birthday =
    Feliz aniversário! Para comemorar, creditamos { $points ->
        [one] { $points } ponto
        [many] { $points } de pontos
       *[other] { $points } pontos
    } na sua conta.

    Você pode aproveitar o presente até { $expires }. Desejamos a você um ótimo dia.
    .subject = Um presente pelo seu aniversário

verification_code =
    Seu código de verificação é { $code }. Ele é válido por { $minutes ->
        [one] { $minutes } minuto
        [many] { $minutes } de minutos
       *[other] { $minutes } minutos
    }.

    Digite-o somente no nosso site ou aplicativo e não o compartilhe com ninguém, nem mesmo conosco. Se você não pediu um código, pode ignorar esta mensagem.
    .subject = Seu código de verificação

machine_translated =
    Esta mensagem foi traduzida automaticamente. Idioma original: { $language }. Se algo não ficar claro, avise-nos e uma pessoa vai revisar a tradução.
